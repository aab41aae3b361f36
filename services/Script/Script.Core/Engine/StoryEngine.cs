namespace YotoSmartStream.Stories.Engine;

/// <summary>
/// The meaning of stories (story-model §8): one event, one macrostep, one output. A function of state and event; clock and
/// chance come in with them.
/// </summary>
public static class StoryEngine
{
    /// <summary>Chapters that one step may enter or rehear (S7).</summary>
    public const int MaxChaptersPerStep = 64;

    public static StoryOutput Step(StoryState state, in StoryEvent storyEvent, StoryTrace? trace = null) =>
        new Macrostep(state.Graph, state, in storyEvent, trace).Run();

    /// <summary>
    /// Makes the chapter current that the player is playing without having been asked to: nothing is counted, no choice is taken
    /// (yoto-cloud §5.4 rule 3).
    /// </summary>
    public static void Follow(StoryState state, int chapter)
    {
        if (state.Phase is StoryPhase.None or StoryPhase.Ended)
            state.BeginSession();
        (state.Phase, state.Chapter, state.IsNudging, state.NudgesHeard) = (StoryPhase.Playing, chapter, false, 0);
        state.Remember(chapter);
    }
}
