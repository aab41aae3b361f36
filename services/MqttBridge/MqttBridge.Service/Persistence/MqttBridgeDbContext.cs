using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Bridge.Service.Persistence;

internal abstract class MqttBridgeDbContext(DbContextOptions options, TenantScope tenant) : ModuleDbContext(options, tenant)
{
    public DbSet<BridgeAccount> Accounts => Set<BridgeAccount>();

    public DbSet<AccountShard> Shards => Set<AccountShard>();

    public DbSet<AccountCard> Cards => Set<AccountCard>();

    public DbSet<BridgePlayer> Players => Set<BridgePlayer>();

    public DbSet<BridgeCommand> Commands => Set<BridgeCommand>();

    public DbSet<PartitionLease> Leases => Set<PartitionLease>();

    public DbSet<BridgeReplica> Replicas => Set<BridgeReplica>();

    /// <summary>The database's own clock in Unix milliseconds: the one clock that all replicas share.</summary>
    public abstract string NowMilliseconds { get; }

    protected override string Module => "bridge";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<BridgeAccount>(account =>
        {
            account.ToTable("bridge_accounts");
            account.HasKey(row => row.YotoAccountId);
            account.Property(row => row.YotoAccountId).ValueGeneratedNever();
            account.HasIndex(row => row.Partition);
            account.HasIndex(row => row.TenantId);
        });
        model.Entity<AccountShard>(shard =>
        {
            shard.ToTable("bridge_shards");
            shard.HasKey(row => new { row.YotoAccountId, row.Number });
            shard.Property(row => row.Number).ValueGeneratedNever();
            shard.Property(row => row.ClientId).HasMaxLength(128);
            shard.HasIndex(row => row.TenantId);
        });
        model.Entity<AccountCard>(card =>
        {
            card.ToTable("bridge_cards");
            card.HasKey(row => new { row.TenantId, row.CardId, row.YotoAccountId });
            card.Property(row => row.CardId).HasMaxLength(200);
            card.HasIndex(row => row.YotoAccountId);
        });
        model.Entity<BridgePlayer>(player =>
        {
            player.ToTable("bridge_players");
            player.HasKey(row => new { row.YotoAccountId, row.PlayerId });
            player.Property(row => row.PlayerId).HasMaxLength(64);
            player.Property(row => row.Snapshot).HasConversion(snapshot => Write(snapshot), text => Read<PlayerSnapshot>(text), ByReference<PlayerSnapshot>());
            player.Property(row => row.FencingToken).IsConcurrencyToken();
            player.HasIndex(row => row.TenantId);
        });
        model.Entity<BridgeCommand>(command =>
        {
            command.ToTable("bridge_commands");
            command.HasKey(row => row.CommandId);
            command.Property(row => row.CommandId).ValueGeneratedNever();
            command.Property(row => row.PlayerId).HasMaxLength(64);
            command.Property(row => row.Body).HasConversion(body => Write(body), text => Read<PlayerCommand>(text), ByReference<PlayerCommand>());
            command.HasIndex(row => new { row.YotoAccountId, row.PlayerId, row.RequestedAt });
            command.HasIndex(row => row.TenantId);
        });
        model.Entity<PartitionLease>(lease =>
        {
            lease.ToTable("bridge_leases");
            lease.HasKey(row => row.Partition);
            lease.Property(row => row.Partition).ValueGeneratedNever();
            lease.Property(row => row.Owner).HasMaxLength(200);
        });
        model.Entity<BridgeReplica>(replica =>
        {
            replica.ToTable("bridge_replicas");
            replica.HasKey(row => row.Owner);
            replica.Property(row => row.Owner).HasMaxLength(200);
        });
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!;

    /// <summary>Immutable values change by being replaced.</summary>
    private static ValueComparer<T> ByReference<T>()
        where T : class =>
        new((left, right) => ReferenceEquals(left, right), value => value.GetHashCode(), value => value);
}

internal sealed class MqttBridgeSqliteContext(DbContextOptions<MqttBridgeSqliteContext> options, TenantScope tenant) : MqttBridgeDbContext(options, tenant)
{
    public override string NowMilliseconds => "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
}

internal sealed class MqttBridgePostgresContext(DbContextOptions<MqttBridgePostgresContext> options, TenantScope tenant) : MqttBridgeDbContext(options, tenant)
{
    public override string NowMilliseconds => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)";
}
