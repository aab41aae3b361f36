using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Cards.Service.Persistence;

internal abstract class CardDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    private const string CardKey = "CardId";

    public DbSet<Card> Cards => Set<Card>();

    public DbSet<Track> Tracks => Set<Track>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<AccountCard> AccountCards => Set<AccountCard>();

    protected override string Module => "card";

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        conventions.Properties<CardId>().HaveConversion<CardIdConverter>();
    }

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Card>(Configure);
        model.Entity<Track>(Configure);
        model.Entity<Publication>(Configure);
        model.Entity<AccountCard>(Configure);
    }

    private static void Configure(EntityTypeBuilder<Card> card)
    {
        card.ToTable("cards").HasKey(row => new { row.TenantId, row.Id });
        card.Property(row => row.Version).IsConcurrencyToken();
        card.HasIndex(row => new { row.TenantId, row.CreationKey }).IsUnique();
        card.HasMany<Track>("_tracks").WithOne().HasForeignKey(nameof(Track.TenantId), CardKey).OnDelete(DeleteBehavior.Cascade);
        card.Navigation("_tracks").AutoInclude();
        card.Ignore(row => row.Tracks);
    }

    private static void Configure(EntityTypeBuilder<Track> track)
    {
        track.ToTable("tracks").HasKey(row => row.Id);
        track.Property(row => row.Id).ValueGeneratedNever();
        track.Property<CardId>(CardKey);
        track.HasIndex(row => new { row.TenantId, row.AudioFileId });
    }

    private static void Configure(EntityTypeBuilder<Publication> publication)
    {
        publication.ToTable("publications").HasKey(row => row.Id);
        publication.Property(row => row.Id).ValueGeneratedNever();
        publication.Property(row => row.State).HasConversion<string>();
        publication.Property(row => row.Version).IsConcurrencyToken();
        publication.HasIndex(row => new { row.TenantId, row.CardId });
        publication.HasIndex(row => new { row.TenantId, row.CreationKey }).IsUnique();
        publication.HasIndex(row => row.NextAttemptAt);
    }

    private static void Configure(EntityTypeBuilder<AccountCard> card) =>
        card.ToTable("account_cards").HasKey(row => new { row.TenantId, row.CardId, row.YotoAccountId });

    private sealed class CardIdConverter() : ValueConverter<CardId, string>(id => id.Value, value => CardId.Stored(value));
}

internal sealed class CardSqliteContext(DbContextOptions<CardSqliteContext> options, TenantScope tenant) : CardDbContext(options, tenant);

internal sealed class CardPostgresContext(DbContextOptions<CardPostgresContext> options, TenantScope tenant) : CardDbContext(options, tenant);
