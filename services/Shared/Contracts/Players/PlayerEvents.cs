using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Players;

[EventName("player.yoto-account-linked.v1")]
public sealed record YotoAccountLinked(Guid YotoAccountId) : IntegrationEvent, IPartitionedEvent;

[EventName("player.yoto-account-unlinked.v1")]
public sealed record YotoAccountUnlinked(Guid YotoAccountId) : IntegrationEvent, IPartitionedEvent;

/// <param name="YotoAccountId">The account that the player belongs to.</param>
/// <param name="PlayerId">Yoto's device id, 24 characters beginning with <c>y</c>.</param>
/// <param name="Name">What the family calls it.</param>
/// <param name="DeviceType"><c>v2</c>, <c>v3</c>, <c>mini</c>, …; an open list.</param>
[EventName("player.player-discovered.v1")]
public sealed record PlayerDiscovered(Guid YotoAccountId, string PlayerId, string Name, string DeviceType) : IntegrationEvent, IPartitionedEvent;

[EventName("player.player-removed.v1")]
public sealed record PlayerRemoved(Guid YotoAccountId, string PlayerId) : IntegrationEvent, IPartitionedEvent;

/// <summary>The device shadow after a change, as it is shown to people.</summary>
/// <param name="YotoAccountId">The account that the player belongs to.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="Online">Presence on MQTT.</param>
/// <param name="PlaybackStatus"><c>playing</c>, <c>paused</c>, <c>stopped</c>; null if never heard of.</param>
/// <param name="YotoCardId">The active card, null if none.</param>
/// <param name="ChapterKey">Exact key of the chapter.</param>
/// <param name="TrackKey">Exact key of the track.</param>
/// <param name="PositionSeconds">Seconds into the track.</param>
/// <param name="TrackSeconds">Length of the track in seconds.</param>
/// <param name="Volume">Step 0–16.</param>
[EventName("player.player-state-changed.v1")]
public sealed record PlayerStateChanged(
    Guid YotoAccountId,
    string PlayerId,
    bool Online,
    string? PlaybackStatus,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    int? PositionSeconds,
    int? TrackSeconds,
    int? Volume) : IntegrationEvent, IPartitionedEvent;

/// <summary>Somebody looks at the players of an account. Where MQTT sessions open on demand, this opens one.</summary>
[EventName("player.players-watched.v1")]
public sealed record PlayersWatched(Guid YotoAccountId) : IntegrationEvent, IPartitionedEvent;
