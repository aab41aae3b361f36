using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Leases;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Mqtt;
using YotoSmartStream.YotoCloud;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Keeps one session for every linked account of the partitions that this process holds, and none for any other.</summary>
internal sealed class BridgeSessions(
    ModuleScopes scopes,
    IYotoAccess access,
    IMqttConnector connector,
    LineKeeper keeper,
    IOptions<BridgeOptions> options,
    IOptions<YotoCloudOptions> yoto,
    TimeProvider time,
    ILogger<BridgeSessions> logger) : BackgroundService
{
    private readonly LeaseOwner _owner = LeaseOwner.Myself();
    private readonly ConcurrentDictionary<Guid, AccountSession> _sessions = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SessionServices _services = new(new Uri(yoto.Value.MqttUrl), access, connector, scopes, time, logger);
    private IReadOnlyDictionary<int, long> _leases = new Dictionary<int, long>();
    private long? _renewedAt;

    public IReadOnlyCollection<AccountSession> All => [.. _sessions.Values];

    /// <summary>The line of a player that this process serves; null if another one does, or if it is not open yet.</summary>
    public PlayerLine? FindLine(Guid yotoAccountId, string playerId) =>
        _sessions.TryGetValue(yotoAccountId, out var session) && session.Find(playerId) is { Lost.IsCompleted: false } line ? line : null;

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
        await CloseAllAsync();
        await scopes.RunAsync(null, (services, token) => services.GetRequiredService<PartitionLeases>().ReleaseAsync(_owner, token), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HoldLeasesAsync(stoppingToken);
                await ReconcileAsync(stoppingToken);
                await AdoptCommandsAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.ReconcileFailed(exception);
                if (LeaseIsOver) await CloseAllAsync();
            }

            await WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Nobody could tell us that we lost the lease, so we must assume it: another bridge may be connecting now.</summary>
    private bool LeaseIsOver => _renewedAt is not { } renewedAt || time.GetElapsedTime(renewedAt) >= LeaseDuration;

    private TimeSpan LeaseDuration => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.ReconcileSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await _wake.WaitAsync(either.Token);
    }

    private async Task HoldLeasesAsync(CancellationToken cancellationToken)
    {
        if (_renewedAt is { } renewedAt && time.GetElapsedTime(renewedAt) < LeaseDuration / 3) return;

        var asked = time.GetTimestamp();
        var held = await scopes.RunAsync(null, (services, token) => services.GetRequiredService<PartitionLeases>().HoldAsync(_owner, token), cancellationToken);
        if (!held.Keys.Order().SequenceEqual(_leases.Keys.Order())) logger.PartitionsOwned(string.Join(",", held.Keys.Order()));
        (_leases, _renewedAt) = (held, asked);
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var (accounts, players) = await scopes.RunAsync(null, ReadAsync, cancellationToken);
        foreach (var session in All.Where(session => session.IsLost || !IsOurs(session, accounts)))
        {
            if (_sessions.TryRemove(session.Account.YotoAccountId, out _)) await session.DisposeAsync();
        }

        foreach (var account in accounts)
        {
            if (_sessions.TryGetValue(account.YotoAccountId, out var session)) await ReconcileAsync(session, players[account.YotoAccountId].ToHashSet(), cancellationToken);
            else await OpenAsync(account, players[account.YotoAccountId], cancellationToken);
        }
    }

    private async Task<(IReadOnlyList<BridgeAccount> Accounts, ILookup<Guid, string> Players)> ReadAsync(
        IServiceProvider services, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<BridgeStore>();
        var partitions = _leases.Keys.ToArray();
        return (await store.AccountsAsync(partitions, cancellationToken), await store.PlayerIdsAsync(partitions, cancellationToken));
    }

    private bool IsOurs(AccountSession session, IReadOnlyList<BridgeAccount> accounts) =>
        _leases.TryGetValue(session.Account.Partition, out var token)
        && token == session.FencingToken
        && accounts.Any(account => account.YotoAccountId == session.Account.YotoAccountId && account.ClientId == session.Account.ClientId);

    private async Task ReconcileAsync(AccountSession session, IReadOnlySet<string> playerIds, CancellationToken cancellationToken)
    {
        foreach (var gone in session.Lines.Select(line => line.Identity.PlayerId).Where(playerId => !playerIds.Contains(playerId)).ToList())
            await session.ForgetAsync(gone);

        foreach (var found in playerIds.Where(playerId => session.Find(playerId) is null))
        {
            if (await OpenLineAsync(session.Account, found, session.FencingToken, cancellationToken) is { } line) await session.FollowAsync(line, cancellationToken);
        }
    }

    private async Task OpenAsync(BridgeAccount account, IEnumerable<string> playerIds, CancellationToken cancellationToken)
    {
        var fencingToken = _leases[account.Partition];
        var lines = new List<PlayerLine>();
        foreach (var playerId in playerIds)
        {
            if (await OpenLineAsync(account, playerId, fencingToken, cancellationToken) is { } line) lines.Add(line);
        }

        _sessions[account.YotoAccountId] = new AccountSession(account, fencingToken, lines, _services);
    }

    private async Task<PlayerLine?> OpenLineAsync(BridgeAccount account, string playerId, long fencingToken, CancellationToken cancellationToken)
    {
        var identity = new LineIdentity(account.TenantId, account.YotoAccountId, playerId, fencingToken);
        var state = await scopes.RunAsync(
            null, (services, token) => services.GetRequiredService<BridgeStore>().TakeOverAsync(identity, token), cancellationToken);
        return state is null ? null : new PlayerLine(identity, state, keeper, time, logger);
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

    private async Task CloseAllAsync()
    {
        foreach (var session in All)
        {
            if (_sessions.TryRemove(session.Account.YotoAccountId, out _)) await session.DisposeAsync();
        }
    }
}
