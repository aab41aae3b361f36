using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
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
    private readonly ConcurrentDictionary<(Guid YotoAccountId, string PlayerId), PlayerLine> _lines = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SessionServices _services = new(new Uri(yoto.Value.MqttUrl), access, connector, leases, options.Value, scopes, time, logger);

    public IReadOnlyCollection<AccountSession> All => [.. _sessions.Values];

    /// <summary>The line of a player that this process serves; null if another one does, or if it is not open yet.</summary>
    public PlayerLine? FindLine(Guid yotoAccountId, string playerId) =>
        _lines.TryGetValue((yotoAccountId, playerId), out var line) && !line.Lost.IsCompleted ? line : null;

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
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ReconcileSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _wake.WaitAsync(either.Token);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var linked = (await ReadAsync(cancellationToken)).ToDictionary(shard => shard.Key);
        await CloseAsync(session => session.IsLost || !IsStillOurs(session, linked));
        foreach (var (key, shard) in linked)
        {
            if (_sessions.TryGetValue(key, out var session)) await FollowAsync(session, shard.PlayerIds, cancellationToken);
            else if (demand.IsWanted(shard.Account) && shard.PlayerIds.Count > 0) await OpenAsync(shard, cancellationToken);
        }
    }

    private Task<IReadOnlyList<LinkedShard>> ReadAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<BridgeStore>().ShardsAsync([.. leases.Partitions.Keys], token),
        cancellationToken);

    /// <summary>A session that was opened on demand stays while something plays, however long ago somebody asked for it.</summary>
    private bool IsStillOurs(AccountSession session, IReadOnlyDictionary<ShardKey, LinkedShard> linked) =>
        leases.Holds(session.Account.Partition, session.FencingToken)
        && linked.TryGetValue(new ShardKey(session.Shard.YotoAccountId, session.Shard.Number), out var shard)
        && shard.Shard.ClientId == session.Shard.ClientId
        && (session.IsBusy || demand.IsWanted(shard.Account));

    private async Task FollowAsync(AccountSession session, IReadOnlySet<string> playerIds, CancellationToken cancellationToken)
    {
        foreach (var gone in session.Lines.Select(line => line.Identity.PlayerId).Where(playerId => !playerIds.Contains(playerId)).ToList())
        {
            _lines.TryRemove((session.Account.YotoAccountId, gone), out _);
            await session.ForgetAsync(gone);
        }

        foreach (var found in playerIds.Where(playerId => session.Find(playerId) is null))
        {
            var identity = new LineIdentity(session.Account.TenantId, session.Account.YotoAccountId, session.Shard.Number, found, session.FencingToken);
            if (await OpenLineAsync(identity, cancellationToken) is { } line) await session.FollowAsync(line, cancellationToken);
        }
    }

    private async Task OpenAsync(LinkedShard shard, CancellationToken cancellationToken)
    {
        var fencingToken = leases.Partitions[shard.Account.Partition];
        var lines = new List<PlayerLine>();
        foreach (var playerId in shard.PlayerIds)
        {
            var identity = new LineIdentity(shard.Account.TenantId, shard.Account.YotoAccountId, shard.Shard.Number, playerId, fencingToken);
            if (await OpenLineAsync(identity, cancellationToken) is { } line) lines.Add(line);
        }

        _sessions[shard.Key] = new AccountSession(shard.Account, shard.Shard, fencingToken, lines, _services);
    }

    private async Task<PlayerLine?> OpenLineAsync(LineIdentity identity, CancellationToken cancellationToken)
    {
        var state = await scopes.RunAsync(
            null, (services, token) => services.GetRequiredService<BridgeStore>().TakeOverAsync(identity, token), cancellationToken);
        if (state is null) return null;

        var line = new PlayerLine(identity, state, keeper, time, logger);
        _lines[(identity.YotoAccountId, identity.PlayerId)] = line;
        return line;
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
            foreach (var line in session.Lines) _lines.TryRemove(new((line.Identity.YotoAccountId, line.Identity.PlayerId), line));
            await session.DisposeAsync();
        }
    }
}
