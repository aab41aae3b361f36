using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Bridge.Observing;

/// <summary>Another track, or the same from its beginning: what is known about how the player got there.</summary>
/// <param name="Direction">Where the new track lies.</param>
/// <param name="RemainingSeconds">What was left of the old track when it was left, by the player's clock; null if that cannot be told.</param>
public sealed record TrackChange(Direction Direction, int? RemainingSeconds)
{
    /// <summary>A natural end and a turn of the knob cannot be told apart in the last seconds (yoto-cloud §4.2).</summary>
    public const int EndZoneSeconds = 3;

    /// <summary>Later than this after the expected end something else happened that nobody saw.</summary>
    public const int LongPastEndSeconds = 30;

    public bool IsOurs { get; init; }

    public bool IsAfterGap { get; init; }

    /// <summary>The report itself says that the app or another client started this.</summary>
    public bool IsStartedElsewhere { get; init; }

    public bool RepeatAll { get; init; }

    private bool EndWasReached => RemainingSeconds is <= EndZoneSeconds and >= -LongPastEndSeconds;

    public static TrackChange Between(PlayerSnapshot before, PlayerSnapshot after, long eventUtc) =>
        new(ChapterKeys.Compare(before.ChapterKey, before.TrackKey, after.ChapterKey, after.TrackKey), RemainingWhenLeft(before, after, eventUtc))
        {
            IsAfterGap = before.HasGap,
            IsStartedElsewhere = after.Source != before.Source && after.Source is ("remote" or "MQTT"),
            RepeatAll = before.RepeatAll,
        };

    /// <summary>The decision table of yoto-cloud §4.2: the first row that fits decides.</summary>
    public (string Cause, double Confidence) Explain() => this switch
    {
        { IsOurs: true } => (TrackCauses.Jump, 1.0),
        { IsAfterGap: true } => (TrackCauses.Unknown, 0.2),
        { IsStartedElsewhere: true } => (TrackCauses.Jump, 0.9),

        { Direction: Direction.SameTrack or Direction.Back, RepeatAll: true, EndWasReached: true } => (TrackCauses.NaturalEnd, 0.5),
        { Direction: Direction.SameTrack } => (TrackCauses.SkippedBack, 0.9),
        { Direction: Direction.Back } => (TrackCauses.SkippedBack, 0.95),
        { Direction: Direction.Apart } => (TrackCauses.Jump, 0.8),

        { RemainingSeconds: null } => (TrackCauses.Unknown, 0.3),
        { RemainingSeconds: < -LongPastEndSeconds } => (TrackCauses.Unknown, 0.3),
        { RemainingSeconds: <= 1 } => (TrackCauses.NaturalEnd, 0.9),
        { RemainingSeconds: <= EndZoneSeconds } => (TrackCauses.NaturalEnd, 0.6),
        { RemainingSeconds: <= EndZoneSeconds + 2 } => (TrackCauses.SkippedForward, 0.75),
        _ => (TrackCauses.SkippedForward, 0.95),
    };

    /// <summary>
    /// A change that is reported late happened as long ago as the new track has been playing: that dates it even when the
    /// message that told of it was lost.
    /// </summary>
    private static int? RemainingWhenLeft(PlayerSnapshot before, PlayerSnapshot after, long eventUtc)
    {
        if (before.TrackSeconds is not > 0 || before.PositionSeconds is not { } position) return null;
        if (!before.IsPlaying || before.IsBuffering) return before.TrackSeconds - position;
        if (before.ElapsedAt(eventUtc) is not { } elapsed) return null;

        var played = Math.Max(0, elapsed - (after.PositionSeconds ?? 0));
        return (int)Math.Max(int.MinValue, before.TrackSeconds.Value - ((long)position + played));
    }
}
