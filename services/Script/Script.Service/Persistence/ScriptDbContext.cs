using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Cards;
using YotoSmartStream.Stories.Memory;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Service.Persistence;

internal abstract class ScriptDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    private const int CardIdLength = 64;
    private const int PlayerIdLength = 64;
    private const int HashLength = 64;
    private const int LayoutLength = 16;

    public DbSet<Story> Stories => Set<Story>();

    public DbSet<StoryRevision> Revisions => Set<StoryRevision>();

    public DbSet<SharedMemory> Memories => Set<SharedMemory>();

    public DbSet<Listener> Listeners => Set<Listener>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<KnownCard> Cards => Set<KnownCard>();

    public DbSet<Playthrough> Playthroughs => Set<Playthrough>();

    public DbSet<StoryStep> Steps => Set<StoryStep>();

    protected override string Module => "script";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Story>(story =>
        {
            story.ToTable("card_scripts");
            story.HasKey(row => new { row.TenantId, row.CardId });
            story.Property(row => row.CardId).HasMaxLength(CardIdLength);
            story.Property(row => row.Version).IsConcurrencyToken();
            story.Property(row => row.LatestRevision).IsConcurrencyToken();
        });
        model.Entity<StoryRevision>(revision =>
        {
            revision.ToTable("card_script_revisions");
            revision.HasKey(row => new { row.TenantId, row.CardId, row.Revision });
            revision.HasIndex(row => new { row.TenantId, row.CardId, row.ContentHash }).IsUnique();
            revision.Property(row => row.CardId).HasMaxLength(CardIdLength);
            revision.Property(row => row.ContentHash).HasMaxLength(HashLength);
            revision.Property(row => row.Includes).HasConversion(
                included => JsonSerializer.Serialize(included, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<List<IncludedStory>>(json, JsonSerializerOptions.Web) ?? new List<IncludedStory>(),
                new ValueComparer<List<IncludedStory>>((one, other) => ReferenceEquals(one, other), included => included.Count, included => included));   // Frozen: it never changes.
        });
        model.Entity<Publication>(publication =>
        {
            publication.ToTable("script_publications");
            publication.HasKey(row => new { row.TenantId, row.YotoAccountId, row.YotoCardId });
            publication.HasIndex(row => new { row.TenantId, row.CardId });
            publication.Property(row => row.CardId).HasMaxLength(CardIdLength);
            publication.Property(row => row.Layout).HasMaxLength(LayoutLength);
        });
        model.Entity<KnownCard>(card =>
        {
            card.ToTable("script_cards");
            card.HasKey(row => new { row.TenantId, row.CardId });
            card.Property(row => row.CardId).HasMaxLength(CardIdLength);
        });
        model.Entity<Playthrough>(playthrough =>
        {
            playthrough.ToTable("player_script_state");
            playthrough.HasKey(row => row.Id);
            playthrough.HasIndex(row => new { row.TenantId, row.PlayerId, row.CardId, row.Child }).IsUnique();
            playthrough.Property(row => row.Child).HasMaxLength(Listener.MaxChildLength);
            playthrough.HasIndex(row => new { row.TenantId, row.CardId });
            playthrough.HasIndex(row => row.DueAt);
            playthrough.HasIndex(row => new { row.TenantId, row.UpdatedAt });
            playthrough.Property(row => row.CardId).HasMaxLength(CardIdLength);
            playthrough.Property(row => row.PlayerId).HasMaxLength(PlayerIdLength);
            playthrough.Property(row => row.Layout).HasMaxLength(LayoutLength);
            playthrough.Property(row => row.Version).IsConcurrencyToken();
            playthrough.Ignore(row => row.Phase);
            playthrough.Ignore(row => row.Chapter);
            playthrough.Property(row => row.Command).HasConversion(
                command => JsonSerializer.Serialize(command, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<PendingCommand>(json, JsonSerializerOptions.Web));
        });
        model.Entity<SharedMemory>(memory =>
        {
            memory.ToTable("script_shared_memory");
            memory.HasKey(row => new { row.TenantId, row.Scope, row.Owner });
            memory.Property(row => row.Scope).HasConversion<string>().HasMaxLength(LayoutLength);
            memory.Property(row => row.Owner).HasMaxLength(PlayerIdLength);
            memory.Property(row => row.Version).IsConcurrencyToken();
            memory.Property(row => row.Content).HasConversion(
                content => JsonSerializer.Serialize(content, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<SharedContent>(json, JsonSerializerOptions.Web) ?? SharedContent.Nothing);
        });
        model.Entity<Listener>(listener =>
        {
            listener.ToTable("script_listeners");
            listener.HasKey(row => new { row.TenantId, row.PlayerId });
            listener.Property(row => row.PlayerId).HasMaxLength(PlayerIdLength);
            listener.Property(row => row.Child).HasMaxLength(Listener.MaxChildLength);
        });
        model.Entity<StoryStep>(step =>
        {
            step.ToTable("script_steps");
            step.HasKey(row => row.Id);
            step.HasIndex(row => new { row.TenantId, row.CardId, row.TakenAt });
            step.HasIndex(row => new { row.TenantId, row.PlaythroughId, row.Number });
            step.Property(row => row.CardId).HasMaxLength(CardIdLength);
        });
    }
}

internal sealed class ScriptSqliteContext(DbContextOptions<ScriptSqliteContext> options, TenantScope tenant) : ScriptDbContext(options, tenant);

internal sealed class ScriptPostgresContext(DbContextOptions<ScriptPostgresContext> options, TenantScope tenant) : ScriptDbContext(options, tenant);
