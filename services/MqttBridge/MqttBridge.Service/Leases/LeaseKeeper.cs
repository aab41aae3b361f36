using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Bridge.Service.Leases;

/// <summary>
/// What this process may do at this moment. It believes in a lease only as long as its own monotonic clock says that nobody else can
/// have it: a process that was frozen finds out before it connects or commands anything.
/// </summary>
internal sealed class LeaseKeeper(ModuleScopes scopes, IOptions<BridgeOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    private readonly LeaseOwner _owner = LeaseOwner.Myself();
    private LeasesHeld _held = LeasesHeld.None;
    private long? _renewedAt;

    public IReadOnlyDictionary<int, long> Partitions => _held.Partitions;

    /// <summary>Nobody could tell us that we lost the leases, so we must assume it: another bridge may be connecting now.</summary>
    public bool IsOver => _renewedAt is not { } renewedAt || time.GetElapsedTime(renewedAt) >= Duration;

    private TimeSpan Duration => TimeSpan.FromSeconds(options.Value.LeaseSeconds);

    public bool Holds(int partition, long fencingToken) => !IsOver && Partitions.TryGetValue(partition, out var token) && token == fencingToken;

    /// <summary>Renews in time, and looks more often for what others left behind.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        var isDue = _renewedAt is not { } renewedAt || time.GetElapsedTime(renewedAt) >= Duration / 3;
        if (!isDue && !await RunAsync((leases, token) => leases.AnyIsFreeAsync(_owner, token), cancellationToken)) return;

        var asked = time.GetTimestamp();
        var held = await RunAsync((leases, token) => leases.HoldAsync(_owner, token), cancellationToken);
        if (!held.Partitions.Keys.Order().SequenceEqual(Partitions.Keys.Order())) logger.PartitionsOwned(string.Join(",", held.Partitions.Keys.Order()));
        (_held, _renewedAt) = (held, asked);
    }

    /// <summary>Another replica came and has too little: gives it what is beyond our share, once <paramref name="close"/> has closed the sessions.</summary>
    public async Task ShareAsync(Func<IReadOnlyCollection<int>, Task> close, CancellationToken cancellationToken)
    {
        if (_held.Surplus is not { Count: > 0 } surplus) return;

        _held = _held with { Partitions = _held.Partitions.Where(held => !surplus.Contains(held.Key)).ToDictionary() };
        logger.PartitionsShared(string.Join(",", surplus.Order()));
        await close(surplus);
        await RunAsync(
            async (leases, token) =>
            {
                await leases.GiveBackAsync(_owner, surplus, token);
                return true;
            },
            cancellationToken);
    }

    public Task ReleaseAsync(CancellationToken cancellationToken)
    {
        _held = LeasesHeld.None;
        return scopes.RunAsync(null, (services, token) => services.GetRequiredService<PartitionLeases>().ReleaseAsync(_owner, token), cancellationToken);
    }

    private Task<T> RunAsync<T>(Func<PartitionLeases, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        scopes.RunAsync(null, (services, token) => work(services.GetRequiredService<PartitionLeases>(), token), cancellationToken);
}
