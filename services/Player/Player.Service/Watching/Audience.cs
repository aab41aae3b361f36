using System.Collections.Concurrent;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Watching;

/// <summary>Which families look at their players right now: somebody asks for them, or has a live feed open. Each is announced seldom.</summary>
internal sealed class Audience(ModuleScopes scopes, TimeProvider time) : IEventHandler<LiveFeedWatched>
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<TenantId, long> _toldAt = new();

    public Task HandleAsync(LiveFeedWatched watched, CancellationToken cancellationToken) => WatchAsync(new TenantId(watched.TenantId), cancellationToken);

    public async Task WatchAsync(TenantId family, CancellationToken cancellationToken)
    {
        if (_toldAt.TryGetValue(family, out var toldAt) && time.GetElapsedTime(toldAt) < WorthTelling) return;

        var now = time.GetTimestamp();
        var hasPlayers = await scopes.RunAsync(
            family, (services, token) => services.GetRequiredService<WatchPlayersHandler>().HandleAsync(token), cancellationToken);
        if (_toldAt.Count >= MostRemembered) _toldAt.Clear();   // Telling a family once more than needed costs little.
        if (hasPlayers) _toldAt[family] = now;
    }
}
