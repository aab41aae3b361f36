using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Commands;
using YotoSmartStream.Players.EventLog;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Persistence;

internal abstract class PlayerDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    public DbSet<YotoAccount> YotoAccounts => Set<YotoAccount>();

    public DbSet<YotoLink> YotoLinks => Set<YotoLink>();

    public DbSet<Player> Players => Set<Player>();

    public DbSet<PlayerCommand> Commands => Set<PlayerCommand>();

    public DbSet<PublishedCard> PublishedCards => Set<PublishedCard>();

    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    protected override string Module => "player";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<YotoAccount>(Configure);
        model.Entity<YotoLink>(Configure);
        model.Entity<Player>(Configure);
        model.Entity<PlayerCommand>(Configure);
        model.Entity<PublishedCard>(Configure);
        model.Entity<LoggedEvent>(Configure);
    }

    private static void Configure(EntityTypeBuilder<YotoAccount> account)
    {
        account.ToTable("yoto_accounts").HasKey(row => row.Id);
        account.Property(row => row.Id).ValueGeneratedNever();
        account.Property(row => row.Status).HasConversion<string>();
        account.Property(row => row.AccessToken).HasConversion(secret => secret.Value, value => new SealedSecret(value));
        account.Property(row => row.RefreshToken).HasConversion(secret => secret.Value, value => new SealedSecret(value));
        account.Property(row => row.Version).IsConcurrencyToken();
        account.HasIndex(row => new { row.TenantId, row.Subject }).IsUnique();     // One Yoto user is one account of a tenant.
    }

    private static void Configure(EntityTypeBuilder<YotoLink> link)
    {
        link.ToTable("yoto_links").HasKey(row => row.Id);
        link.Property(row => row.Id).ValueGeneratedNever();
        link.Property(row => row.Status).HasConversion<string>();
        link.Property(row => row.DeviceCode).HasConversion(secret => secret.Value ?? "", value => new SealedSecret(value));
        link.Property(row => row.Version).IsConcurrencyToken();
        link.HasIndex(row => new { row.Status, row.NextPollAt });
    }

    private static void Configure(EntityTypeBuilder<Player> player)
    {
        player.ToTable("players").HasKey(row => new { row.TenantId, row.Id });      // Two tenants may have linked one family's account.
        player.Property(row => row.Version).IsConcurrencyToken();
        player.HasIndex(row => new { row.TenantId, row.YotoAccountId });
        player.ComplexProperty(row => row.Shadow, shadow =>
        {
            shadow.Property(state => state.Online).HasColumnName("online");
            shadow.Property(state => state.PlaybackStatus).HasColumnName("playback_status");
            shadow.Property(state => state.YotoCardId).HasColumnName("yoto_card_id");
            shadow.Property(state => state.ChapterKey).HasColumnName("chapter_key");
            shadow.Property(state => state.TrackKey).HasColumnName("track_key");
            shadow.Property(state => state.PositionSeconds).HasColumnName("position_seconds");
            shadow.Property(state => state.TrackSeconds).HasColumnName("track_seconds");
            shadow.Property(state => state.Volume).HasColumnName("volume");
        });
    }

    private static void Configure(EntityTypeBuilder<PlayerCommand> command)
    {
        command.ToTable("player_commands").HasKey(row => row.Id);
        command.Property(row => row.Id).ValueGeneratedNever();
        command.Property(row => row.Status).HasConversion<string>();
        command.Property(row => row.Version).IsConcurrencyToken();
        command.HasIndex(row => row.RequestedAt);
    }

    private static void Configure(EntityTypeBuilder<PublishedCard> card)
    {
        card.ToTable("published_cards").HasKey(row => new { row.TenantId, row.CardId, row.YotoAccountId });
    }

    private static void Configure(EntityTypeBuilder<LoggedEvent> logged)
    {
        logged.ToTable("events").HasKey(row => row.Sequence);
        logged.Property(row => row.Sequence).ValueGeneratedOnAdd();
        logged.HasIndex(row => new { row.TenantId, row.Sequence });
        logged.HasIndex(row => new { row.TenantId, row.PlayerId, row.Sequence });
        logged.HasIndex(row => row.At);
    }
}

internal sealed class PlayerSqliteContext(DbContextOptions<PlayerSqliteContext> options, TenantScope tenant) : PlayerDbContext(options, tenant);

internal sealed class PlayerPostgresContext(DbContextOptions<PlayerPostgresContext> options, TenantScope tenant) : PlayerDbContext(options, tenant);
