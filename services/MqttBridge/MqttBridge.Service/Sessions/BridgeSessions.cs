using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Keeps the sessions of every linked account of the partitions that this process holds, as far as somebody needs them, and of no other.</summary>
internal sealed class BridgeSessions(
    ModuleScopes scopes,
    IYotoAccess access,
    IMqttConnector connector,
    LineKeeper keeper,
    LeaseKeeper leases,
    SessionDemand demand,
    IOptions<BridgeOptions> options,
    IOptions<YotoCloudOptions> yoto,
    TimeProvider time,
    ILogger<BridgeSessions> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<ShardKey, AccountSession> _sessions = new();
    private readonly ConcurrentDictionary<PlayerKey, PlayerLine> _lines = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SessionServices _services = new(new Uri(yoto.Value.MqttUrl), access, connector, leases, options.Value, scopes, time, logger);

    public IReadOnlyCollection<AccountSession> All => [.. _sessions.Values];

    /// <summary>The line of a player that this process serves; null if another one does, or if it is not open yet.</summary>
    public PlayerLine? FindLine(Guid yotoAccountId, string playerId) =>
        _lines.TryGetValue(new PlayerKey(yotoAccountId, playerId), out var line) && !line.Lost.IsCompleted ? line : null;

    /// <summary>Something was written that changes which sessions, players or commands there are.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await CloseAsync(_ => true);
        await leases.ReleaseAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await leases.HoldAsync(stoppingToken);
                await leases.ShareAsync(partitions => CloseAsync(session => partitions.Contains(session.Account.Partition)), stoppingToken);
                await ReconcileAsync(stoppingToken);
                await AdoptCommandsAsync(stoppingToken);
                foreach (var session in _sessions.Values) session.AskTheSilent();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ReconcileFailed(exception);
                if (leases.IsOver) await CloseAsync(_ => true);
            }

            await WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.Value.LookEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _wake.WaitAsync(either.Token);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var linked = (await ReadAsync(cancellationToken)).ToDictionary(shard => shard.Key);
        await CloseAsync(session => session.IsLost || !IsStillOurs(session, linked));
        foreach (var session in All) await FollowAsync(session, linked[session.Key].PlayerIds, cancellationToken);

        var unopened = linked.Values.Where(shard => !_sessions.ContainsKey(shard.Key) && shard.PlayerIds.Count > 0 && demand.IsWanted(shard.Account));
        foreach (var ofPartition in unopened.GroupBy(shard => shard.Account.Partition)) await OpenAsync(ofPartition.Key, [.. ofPartition], cancellationToken);
    }

    private Task<IReadOnlyList<LinkedShard>> ReadAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<BridgeStore>().ShardsAsync([.. leases.Partitions.Keys], token),
        cancellationToken);

    /// <summary>A session that was opened on demand stays while something plays, however long ago somebody asked for it.</summary>
    private bool IsStillOurs(AccountSession session, IReadOnlyDictionary<ShardKey, LinkedShard> linked) =>
        leases.Holds(session.Account.Partition, session.FencingToken)
        && linked.TryGetValue(session.Key, out var shard)
        && shard.Shard.ClientId == session.Shard.ClientId
        && (session.IsBusy || demand.IsWanted(shard.Account));

    private async Task FollowAsync(AccountSession session, IReadOnlySet<string> playerIds, CancellationToken cancellationToken)
    {
        foreach (var gone in session.Lines.Select(line => line.Identity.PlayerId).Where(playerId => !playerIds.Contains(playerId)).ToList())
        {
            _lines.TryRemove(new PlayerKey(session.Account.YotoAccountId, gone), out _);
            await session.ForgetAsync(gone);
        }

        var found = playerIds.Where(playerId => session.Find(playerId) is null).ToList();
        if (found.Count == 0) return;
        var states = await TakeOverAsync([session.Account.YotoAccountId], session.FencingToken, cancellationToken);
        foreach (var line in OpenLines(session.Account, session.Shard, found, session.FencingToken, states)) await session.FollowAsync(line, cancellationToken);
    }

    /// <summary>All at once: after a takeover there may be thousands.</summary>
    private async Task OpenAsync(int partition, IReadOnlyList<LinkedShard> shards, CancellationToken cancellationToken)
    {
        var fencingToken = leases.Partitions[partition];
        var states = await TakeOverAsync([.. shards.Select(shard => shard.Account.YotoAccountId).Distinct()], fencingToken, cancellationToken);
        foreach (var shard in shards)
        {
            var lines = OpenLines(shard.Account, shard.Shard, shard.PlayerIds, fencingToken, states);
            _sessions[shard.Key] = new AccountSession(shard.Account, shard.Shard, fencingToken, lines, _services);
        }
    }

    private Task<IReadOnlyDictionary<PlayerKey, PlayerState>> TakeOverAsync(Guid[] accounts, long fencingToken, CancellationToken cancellationToken) => scopes.RunAsync(
        null, (services, token) => services.GetRequiredService<BridgeStore>().TakeOverAsync(accounts, fencingToken, token), cancellationToken);

    private List<PlayerLine> OpenLines(
        BridgeAccount account, AccountShard shard, IEnumerable<string> playerIds, long fencingToken, IReadOnlyDictionary<PlayerKey, PlayerState> states)
    {
        var lines = new List<PlayerLine>();
        foreach (var playerId in playerIds)
        {
            var key = new PlayerKey(account.YotoAccountId, playerId);
            if (!states.TryGetValue(key, out var state)) continue;   // A newer owner was quicker, or the row is gone.

            var line = new PlayerLine(new LineIdentity(account.TenantId, account.YotoAccountId, shard.Number, playerId, fencingToken), state, keeper, time, logger);
            _lines[key] = line;
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Commands that were written down before their line was open, or by a replica that does not hold the player.</summary>
    private async Task AdoptCommandsAsync(CancellationToken cancellationToken)
    {
        var waiting = await scopes.RunAsync(
            null, (services, token) => services.GetRequiredService<BridgeStore>().WaitingCommandsAsync(token), cancellationToken);
        foreach (var command in waiting)
        {
            if (FindLine(command.YotoAccountId, command.PlayerId) is { } line) await line.AdoptAsync(command.Body, cancellationToken);
        }
    }

    private async Task CloseAsync(Func<AccountSession, bool> which)
    {
        foreach (var (key, session) in _sessions.Where(session => which(session.Value)).ToList())
        {
            if (!_sessions.TryRemove(key, out _)) continue;
            foreach (var line in session.Lines) _lines.TryRemove(new(new PlayerKey(line.Identity.YotoAccountId, line.Identity.PlayerId), line));
            await session.DisposeAsync();
        }
    }
}
