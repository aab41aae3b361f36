using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Bridge;

/// <summary>What the bridge observed of a player: a fact derived from two snapshots (design §6, yoto-cloud §4.2).</summary>
/// <param name="YotoAccountId">The account whose MQTT session saw it.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="Kind">One of <see cref="ObservationKinds"/>.</param>
/// <param name="YotoCardId">The active card; for a card removed, the one that was taken away.</param>
/// <param name="ChapterKey">The chapter after the change.</param>
/// <param name="TrackKey">The track after the change.</param>
/// <param name="PreviousChapterKey">The chapter before the change, for a track entered.</param>
/// <param name="Cause">For a track entered: one of <see cref="TrackCauses"/>. For a stop: natural end when the track was over, otherwise null.</param>
/// <param name="Confidence">0–1: how sure the cause is.</param>
/// <param name="Button"><c>left</c> or <c>right</c> when the change reads as the child's choice; the live feed's <c>button.press</c>.</param>
/// <param name="PositionSeconds">Seconds into the track that was left (track entered) or into the current one.</param>
/// <param name="TrackSeconds">Length of the track, seconds.</param>
/// <param name="Volume">Step 0–16 after the change.</param>
/// <param name="VolumeSteps">Signed steps, for a volume change.</param>
/// <param name="Source">Yoto's <c>source</c>: <c>card</c>, <c>remote</c>, <c>MQTT</c>.</param>
/// <param name="CommandId">The command of ours that caused it, null if it was not ours.</param>
/// <param name="PlayerUtc">The player's own clock, Unix seconds; 0 if unset. Elapsed time is measured in it.</param>
[EventName("bridge.player-observed.v1")]
public sealed record PlayerObserved(
    Guid YotoAccountId,
    string PlayerId,
    string Kind,
    string? YotoCardId,
    string? ChapterKey,
    string? TrackKey,
    string? PreviousChapterKey,
    string? Cause,
    double Confidence,
    string? Button,
    int? PositionSeconds,
    int? TrackSeconds,
    int? Volume,
    int? VolumeSteps,
    string? Source,
    Guid? CommandId,
    long PlayerUtc) : IntegrationEvent, IPartitionedEvent;

public static class ObservationKinds
{
    public const string CardInserted = "card-inserted";
    public const string CardRemoved = "card-removed";
    public const string TrackEntered = "track-entered";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
    public const string Stopped = "stopped";
    public const string VolumeStepped = "volume-stepped";
}

public static class TrackCauses
{
    public const string NaturalEnd = "natural-end";
    public const string SkippedForward = "skipped-forward";
    public const string SkippedBack = "skipped-back";
    public const string Jump = "jump";
    public const string Unknown = "unknown";
}

[EventName("bridge.player-presence-changed.v1")]
public sealed record PlayerPresenceChanged(Guid YotoAccountId, string PlayerId, bool Online) : IntegrationEvent, IPartitionedEvent;

/// <param name="YotoAccountId">The account whose MQTT session carried it.</param>
/// <param name="PlayerId">Yoto's device id.</param>
/// <param name="CommandId">The command.</param>
/// <param name="Outcome">One of <see cref="CommandOutcomes"/>.</param>
/// <param name="Reason">Null when done; otherwise a stable code: <c>offline</c>, <c>expired</c>, <c>refused</c>, <c>no-effect</c>, <c>not-linked</c>,
/// <c>superseded</c> (a newer start replaced it before it was sent), <c>lane-full</c>, <c>unknown-command</c>.</param>
/// <param name="Acknowledged">The player answered <c>OK</c>: received, which does not mean obeyed.</param>
[EventName("bridge.player-command-completed.v1")]
public sealed record PlayerCommandCompleted(
    Guid YotoAccountId,
    string PlayerId,
    Guid CommandId,
    string Outcome,
    string? Reason,
    bool Acknowledged) : IntegrationEvent, IPartitionedEvent;

public static class CommandOutcomes
{
    /// <summary>The player reported the effect; or it answered OK to a command whose effect no player ever reports.</summary>
    public const string Done = "done";

    public const string Failed = "failed";
}
