using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>
/// Turns what the bridge saw on a card laid out in triples into what the story understands: the inverse of <see cref="TripleLayout"/>.
/// The effects of our own commands never come here. Pauses and volume are no inputs; a player that rests and is set going resumes the story.
/// </summary>
public static class ObservationTable
{
    public static Reading Read(TripleLayout layout, Situation situation, PlayerObserved seen) => seen.Kind switch
    {
        ObservationKinds.CardInserted => Reading.Means(StoryInput.Insert),
        _ when situation.IsCommandInFlight => Reading.Nothing,
        ObservationKinds.TrackEntered => ReadTrack(layout, situation, seen),
        ObservationKinds.Resumed when situation.IsResting => Reading.Means(StoryInput.Insert),
        _ => Reading.Nothing,
    };

    private static Reading ReadTrack(TripleLayout layout, Situation situation, PlayerObserved seen)
    {
        var from = layout.SlotAt(seen.PreviousChapterKey);
        var to = layout.SlotAt(seen.ChapterKey);
        var plays = to is { Role: SlotRole.Chapter } ? to.Chapter : (int?)null;

        if (situation.IsOutOfStep && plays is not null)
            return Reading.Follows(plays.Value, situation);
        if (seen.Cause == TrackCauses.Jump && plays is not null)
            return Reading.Follows(plays.Value, situation);
        if (situation.IsResting)
            return from is null ? Reading.Nothing : ReadWhileResting(seen.Cause);   // Nobody saw the player move: it rests where it was.
        if (from is { Role: SlotRole.Chapter })
            return ReadFromChapter(from, to, situation, seen.Cause);
        return plays is null ? Reading.Nothing : Reading.Follows(plays.Value, situation);   // A bridge that was not answered leads into a chapter.
    }

    /// <summary>A resting player moves only if somebody turns the knob, or wakes it: then the story is resumed.</summary>
    private static Reading ReadWhileResting(string? cause) => Reading.Means(cause switch
    {
        TrackCauses.SkippedBack => StoryInput.Left,
        TrackCauses.SkippedForward => StoryInput.Right,
        _ => StoryInput.Insert,
    });

    private static Reading ReadFromChapter(CardSlot from, CardSlot? to, Situation situation, string? cause)
    {
        StoryInput? input = cause switch
        {
            TrackCauses.SkippedBack => StoryInput.Left,
            TrackCauses.SkippedForward => StoryInput.Right,
            TrackCauses.NaturalEnd when IsRightBridgeOf(from, to) => StoryInput.End,
            TrackCauses.Unknown when IsRightBridgeOf(from, to) => StoryInput.End,   // The buttons stay armed, so nothing is lost if it was one.
            TrackCauses.Unknown when to?.Chapter == from.Chapter => StoryInput.Left,
            TrackCauses.Jump when to is not null => FastTurn(from, to),
            _ => null,
        };
        var missed = from.Chapter != situation.Chapter || situation.Phase != StoryPhase.Playing;
        return input is null ? Reading.Nothing : new Reading(missed ? from.Chapter : null, input);
    }

    /// <summary>Two clicks at once overshoot the bridge and land on that of a neighbour: the direction is the choice.</summary>
    private static StoryInput FastTurn(CardSlot from, CardSlot to) =>
        string.CompareOrdinal(to.Key, from.Key) < 0 ? StoryInput.Left : StoryInput.Right;

    private static bool IsRightBridgeOf(CardSlot from, CardSlot? to) => to is { Role: SlotRole.RightBridge } && to.Chapter == from.Chapter;
}
