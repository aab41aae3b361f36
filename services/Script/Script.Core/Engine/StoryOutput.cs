namespace YotoSmartStream.Stories.Engine;

public enum OutputKind
{
    /// <summary>Nothing answered the event, and nothing changed.</summary>
    None,
    Play,
    Wait,
    Stop,
}

/// <summary>The one thing that a step asks of the player.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Chapter">Slot of the chapter to play.</param>
/// <param name="Audio">What to play.</param>
/// <param name="Nudge">1 for the first nudge of a question; 0 for the chapter itself.</param>
/// <param name="TimerSeconds">After a wait: when to send <c>timeout</c>.</param>
/// <param name="Over">The story is over, with or without an ending.</param>
/// <param name="Ending">The ending's slot, or -1.</param>
public readonly record struct StoryOutput(
    OutputKind Kind, int Chapter = -1, string? Audio = null, int Nudge = 0, int TimerSeconds = 0, bool Over = false, int Ending = -1);
