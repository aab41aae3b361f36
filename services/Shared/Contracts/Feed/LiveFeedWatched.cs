using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Feed;

/// <summary>
/// Somebody of the household listens to <c>/ws/events</c>. Told to the feeds only, when a listener comes and about once a minute while it stays.
/// </summary>
[EventName("gateway.live-feed-watched.v1")]
public sealed record LiveFeedWatched : IntegrationEvent;
