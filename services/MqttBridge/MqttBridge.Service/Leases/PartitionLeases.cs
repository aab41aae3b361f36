using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Bridge.Service.Leases;

/// <summary>
/// Takes and keeps partitions. Statements carry the database's clock and decide by themselves who wins, so replicas need not
/// agree on anything else. For now the first one takes whatever is free, and others wait until it stops renewing.
/// </summary>
internal sealed class PartitionLeases(MqttBridgeDbContext database, IOptions<BridgeOptions> options)
{
    private static readonly ConcurrentDictionary<string, bool> StartsHere = new();

    private long DurationMilliseconds => options.Value.LeaseSeconds * 1_000L;

    /// <summary>Renews what is held, takes what is free, and says what is owned now.</summary>
    public async Task<IReadOnlyDictionary<int, long>> HoldAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        StartsHere[owner.Start] = true;
        await CreateRowsAsync(cancellationToken);
        await RenewAsync(owner, cancellationToken);
        await TakeFreeAsync(owner, cancellationToken);

        var me = owner.ToString();
        return await database.Leases.AsNoTracking().Where(lease => lease.Owner == me)
            .ToDictionaryAsync(lease => lease.Partition, lease => lease.FencingToken, cancellationToken);
    }

    /// <summary>Lets go on an orderly stop, so that the next owner need not wait.</summary>
    public async Task ReleaseAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        StartsHere.TryRemove(owner.Start, out _);
        var me = owner.ToString();
        await database.Leases.Where(lease => lease.Owner == me)
            .ExecuteUpdateAsync(lease => lease.SetProperty(row => row.ExpiresAt, 0L), cancellationToken);
    }

    private async Task CreateRowsAsync(CancellationToken cancellationToken)
    {
        if (await database.Leases.CountAsync(cancellationToken) == Partitions.Count) return;
        for (var partition = 0; partition < Partitions.Count; partition++)
        {
            await database.Database.ExecuteSqlAsync(
                $"INSERT INTO bridge_leases (partition, owner, fencing_token, expires_at) VALUES ({partition}, '', 0, 0) ON CONFLICT DO NOTHING",
                cancellationToken);
        }
    }

    private Task<int> RenewAsync(LeaseOwner owner, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(Renew, [DurationMilliseconds, owner.ToString()], cancellationToken);

    private async Task TakeFreeAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        var me = owner.ToString();
        var others = await database.Leases.AsNoTracking().Where(lease => lease.Owner != me).ToListAsync(cancellationToken);
        foreach (var lease in others)
        {
            var isGone = LeaseOwner.Parse(lease.Owner)?.IsGoneFrom(owner, StartsHere.Keys.ToHashSet()) ?? false;
            await database.Database.ExecuteSqlRawAsync(
                Take, [me, DurationMilliseconds, lease.Partition, lease.FencingToken, isGone ? 1 : 0], cancellationToken);
        }
    }

    // The clock's expression is our own constant text, never input; everything else is a parameter.
    private string Renew => $$"""UPDATE bridge_leases SET expires_at = {{database.NowMilliseconds}} + {0} WHERE owner = {1}""";

    private string Take => $$"""
        UPDATE bridge_leases SET owner = {0}, fencing_token = fencing_token + 1, expires_at = {{database.NowMilliseconds}} + {1}
        WHERE partition = {2} AND fencing_token = {3} AND (expires_at <= {{database.NowMilliseconds}} OR {4} = 1)
        """;
}
