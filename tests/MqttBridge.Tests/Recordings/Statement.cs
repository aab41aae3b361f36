using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>What the bridge said of how a track was left, and whether the child had really done so.</summary>
/// <param name="Cause">A turn of the knob or the natural end.</param>
/// <param name="Confidence">With which it was said.</param>
/// <param name="IsNearEnd">By all that could be known, the track was in its last seconds.</param>
/// <param name="IsRight">It was so.</param>
internal sealed record Statement(string Cause, double Confidence, bool IsNearEnd, bool IsRight)
{
    /// <summary>Messages in a row may be lost, and the player may rest for half a minute before the next tick tells of the choice.</summary>
    private const int LatestAfterSeconds = 45;

    public static IEnumerable<Statement> AllOf(RecordedSession session, IEnumerable<ReadOnlyMemory<byte>> messages)
    {
        var made = session.Choices.ToList();
        foreach (var seen in RecordedSession.Hear(messages).Told.Where(IsAboutLeaving))
        {
            var choice = made.FindLast(choice => choice.ChapterKey == seen.PreviousChapterKey && seen.PlayerUtc - choice.PlayerUtc is >= 0 and <= LatestAfterSeconds);
            if (choice is not null) made.Remove(choice);
            var isNearEnd = seen.TrackSeconds - seen.PositionSeconds <= TrackChange.EndZoneSeconds;
            yield return new Statement(seen.Cause!, seen.Confidence, isNearEnd, seen.Button == choice?.Button);
        }
    }

    public static double Accuracy(IEnumerable<Statement> statements) => statements.Average(said => said.IsRight ? 1.0 : 0.0);

    private static bool IsAboutLeaving(Observation seen) =>
        seen.Kind == ObservationKinds.TrackEntered && seen.Cause is TrackCauses.SkippedBack or TrackCauses.SkippedForward or TrackCauses.NaturalEnd;
}
