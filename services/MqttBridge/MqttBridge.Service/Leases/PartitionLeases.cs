using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Bridge.Service.Leases;

/// <summary>
/// Takes, keeps and gives back partitions. Statements carry the database's clock and decide by themselves who wins, so replicas need not
/// agree on anything else. Each replica holds its share of those that are alive: it takes what is free up to that, and gives back the rest.
/// </summary>
internal sealed class PartitionLeases(MqttBridgeDbContext database, IOptions<BridgeOptions> options)
{
    private static readonly ConcurrentDictionary<string, bool> StartsHere = new();

    private long DurationMilliseconds => options.Value.LeaseSeconds * 1_000L;

    /// <summary>Renews what is held, takes what is free, and says what is owned now and how much of it is too much.</summary>
    public async Task<LeasesHeld> HoldAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        StartsHere[owner.Start] = true;
        await CreateRowsAsync(cancellationToken);
        await ListMyselfAsync(owner, cancellationToken);
        await RenewAsync(owner, cancellationToken);
        var share = await ShareAsync(owner, cancellationToken);
        await TakeFreeAsync(owner, share, cancellationToken);
        return new LeasesHeld(await OwnedAsync(owner, cancellationToken), share);
    }

    /// <summary>Somebody stopped renewing: whoever has too few may take it.</summary>
    public async Task<bool> AnyIsFreeAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        var (me, now) = (owner.ToString(), await NowAsync(cancellationToken));
        return await database.Leases.AnyAsync(lease => lease.Owner != me && lease.ExpiresAt <= now, cancellationToken);
    }

    /// <summary>After its sessions were closed, a partition goes to whoever is quicker.</summary>
    public Task GiveBackAsync(LeaseOwner owner, IReadOnlyCollection<int> partitions, CancellationToken cancellationToken)
    {
        var me = owner.ToString();
        return database.Leases.Where(lease => lease.Owner == me && partitions.Contains(lease.Partition))
            .ExecuteUpdateAsync(lease => lease.SetProperty(row => row.ExpiresAt, 0L), cancellationToken);
    }

    /// <summary>Lets go on an orderly stop, so that the next owner need not wait.</summary>
    public async Task ReleaseAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        StartsHere.TryRemove(owner.Start, out _);
        await GiveBackAsync(owner, [.. Enumerable.Range(0, Partitions.Count)], cancellationToken);
        var me = owner.ToString();
        await database.Replicas.Where(replica => replica.Owner == me).ExecuteDeleteAsync(cancellationToken);
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

    private Task<int> ListMyselfAsync(LeaseOwner owner, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(ListMyself, [owner.ToString(), DurationMilliseconds], cancellationToken);

    private Task<int> RenewAsync(LeaseOwner owner, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlRawAsync(Renew, [DurationMilliseconds, owner.ToString()], cancellationToken);

    /// <summary>Rounded up, so that all are held when everybody has a share. A predecessor of mine that is dead does not count.</summary>
    private async Task<int> ShareAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        var now = await NowAsync(cancellationToken);
        await database.Replicas.Where(replica => replica.ListedUntil < now - DurationMilliseconds).ExecuteDeleteAsync(cancellationToken);
        var listed = await database.Replicas.AsNoTracking().Where(replica => replica.ListedUntil > now).Select(replica => replica.Owner).ToListAsync(cancellationToken);
        var alive = Math.Max(1, listed.Count(replica => !IsGone(replica, owner)));
        return (Partitions.Count + alive - 1) / alive;
    }

    private async Task TakeFreeAsync(LeaseOwner owner, int share, CancellationToken cancellationToken)
    {
        var me = owner.ToString();
        var leases = await database.Leases.AsNoTracking().ToListAsync(cancellationToken);
        var owned = leases.Count(lease => lease.Owner == me && lease.ExpiresAt > 0);
        foreach (var lease in leases.Where(lease => lease.Owner != me || lease.ExpiresAt == 0))
        {
            if (owned >= share) return;
            owned += await database.Database.ExecuteSqlRawAsync(
                Take, [me, DurationMilliseconds, lease.Partition, lease.FencingToken, IsGone(lease.Owner, owner) ? 1 : 0], cancellationToken);
        }
    }

    private async Task<IReadOnlyDictionary<int, long>> OwnedAsync(LeaseOwner owner, CancellationToken cancellationToken)
    {
        var me = owner.ToString();
        return await database.Leases.AsNoTracking().Where(lease => lease.Owner == me && lease.ExpiresAt > 0)
            .ToDictionaryAsync(lease => lease.Partition, lease => lease.FencingToken, cancellationToken);
    }

    private static bool IsGone(string replica, LeaseOwner me) => LeaseOwner.Parse(replica)?.IsGoneFrom(me, StartsHere.Keys.ToHashSet()) ?? false;

    private Task<long> NowAsync(CancellationToken cancellationToken) =>
        database.Database.SqlQueryRaw<long>(Now).SingleAsync(cancellationToken);

    // The clock's expression is our own constant text, never input; everything else is a parameter.
    private string Now => $"""SELECT {database.NowMilliseconds} AS "Value" """;

    private string ListMyself => $$"""
        INSERT INTO bridge_replicas (owner, listed_until) VALUES ({0}, {{database.NowMilliseconds}} + {1})
        ON CONFLICT (owner) DO UPDATE SET listed_until = excluded.listed_until
        """;

    // What was given back stays given back.
    private string Renew => $$"""UPDATE bridge_leases SET expires_at = {{database.NowMilliseconds}} + {0} WHERE owner = {1} AND expires_at > 0""";

    private string Take => $$"""
        UPDATE bridge_leases SET owner = {0}, fencing_token = fencing_token + 1, expires_at = {{database.NowMilliseconds}} + {1}
        WHERE partition = {2} AND fencing_token = {3} AND (expires_at <= {{database.NowMilliseconds}} OR {4} = 1)
        """;
}

/// <param name="Partitions">What is owned, with the tokens that sign its writes.</param>
/// <param name="Share">How many should be, so that every replica has as many.</param>
internal sealed record LeasesHeld(IReadOnlyDictionary<int, long> Partitions, int Share)
{
    public static LeasesHeld None { get; } = new(new Dictionary<int, long>(), 0);

    /// <summary>More than the share: somebody else is waiting for it.</summary>
    public IReadOnlyCollection<int> Surplus => [.. Partitions.Keys.OrderDescending().Take(Math.Max(0, Partitions.Count - Share))];
}
