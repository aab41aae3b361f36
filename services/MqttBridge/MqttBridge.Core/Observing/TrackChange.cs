using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>Another track, or the same from its beginning: what is known about how the player got there.</summary>
/// <param name="Direction">Where the new track lies.</param>
/// <param name="Remaining">What was left of the old track when it was left; null if that cannot be told.</param>
public sealed record TrackChange(Direction Direction, RemainingSeconds? Remaining)
{
    /// <summary>A natural end and a turn of the knob cannot be told apart in the last seconds (yoto-cloud §4.2).</summary>
    public const int EndZoneSeconds = 3;

    /// <summary>Later than this after the expected end something else happened that nobody saw.</summary>
    public const int LongPastEndSeconds = 30;

    /// <summary>
    /// With at least this much left for certain, the end was not reached: stamps and positions are cut to whole seconds, so what was
    /// three seconds before the end is known to be two.
    /// </summary>
    private const int CertainSeconds = EndZoneSeconds - 1;

    private const int NearEndSeconds = 10;

    public bool IsOurs { get; init; }

    public bool IsAfterGap { get; init; }

    /// <summary>The report itself says that the app or another client started this.</summary>
    public bool IsStartedElsewhere { get; init; }

    public bool RepeatAll { get; init; }

    /// <summary>The player rested: a track ends only while it plays, however little of it is left.</summary>
    public bool IsFromRest { get; init; }

    private bool MayHaveEnded => !IsFromRest && Remaining is { Least: < CertainSeconds, Most: >= -LongPastEndSeconds };

    public static TrackChange Between(PlayerSnapshot before, PlayerSnapshot after, long eventUtc) =>
        new(ChapterKeys.Compare(before.ChapterKey, before.TrackKey, after.ChapterKey, after.TrackKey), RemainingSeconds.WhenLeft(before, after, eventUtc))
        {
            IsAfterGap = before.HasGap,
            IsStartedElsewhere = after.Source != before.Source && after.Source is ("remote" or "MQTT"),
            RepeatAll = before.RepeatAll,
            IsFromRest = before.PlaybackStatus == PlaybackStatuses.Paused,
        };

    /// <summary>
    /// The decision table of yoto-cloud §4.2: the first row that fits decides. What recorded sessions show often is said with the confidence with
    /// which it was right in them (<c>ObservingRecordedSessions</c>); the rest is estimated.
    /// </summary>
    public (string Cause, double Confidence) Explain() => this switch
    {
        { IsOurs: true } => (TrackCauses.Jump, 1.0),
        { IsAfterGap: true } => (TrackCauses.Unknown, 0.2),
        { IsStartedElsewhere: true } => (TrackCauses.Jump, 0.9),

        { Direction: Direction.SameTrack, MayHaveEnded: true } => (TrackCauses.NaturalEnd, 0.5),   // A card may repeat its track.
        { Direction: Direction.Back, RepeatAll: true, MayHaveEnded: true } => (TrackCauses.NaturalEnd, 0.5),
        { Direction: Direction.SameTrack } => (TrackCauses.SkippedBack, 0.9),
        { Direction: Direction.Back } => (TrackCauses.SkippedBack, 0.98),
        { Direction: Direction.TwoBack } => (TrackCauses.SkippedBack, 0.7),
        { Direction: Direction.TwoForward, Remaining.Least: >= EndZoneSeconds } => (TrackCauses.SkippedForward, 0.7),   // The first one was, whatever the second.
        { Direction: Direction.Apart or Direction.TwoForward } => (TrackCauses.Jump, 0.8),

        { Remaining: null } => (TrackCauses.Unknown, 0.3),
        { IsFromRest: true, Remaining.Most: <= NearEndSeconds } => (TrackCauses.SkippedForward, 0.75),   // Or it went on unheard, to the end.
        { IsFromRest: true } => (TrackCauses.SkippedForward, 0.98),
        { Remaining.Most: < -LongPastEndSeconds } => (TrackCauses.Unknown, 0.3),
        { Remaining.Most: <= 1 } => (TrackCauses.NaturalEnd, 0.96),
        { MayHaveEnded: true } => (TrackCauses.NaturalEnd, 0.5),
        _ => (TrackCauses.SkippedForward, 0.98),
    };
}
