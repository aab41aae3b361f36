namespace YotoSmartStream.Stories.Engine;

/// <summary>One event with everything a step may know of the world: a replay with the same events is bit-identical (S12).</summary>
/// <param name="Input">What happened.</param>
/// <param name="At">Local time of the family.</param>
/// <param name="PositionMilliseconds">How far the chapter's audio was, null if unknown.</param>
/// <param name="GapMinutes">Minutes since the event before.</param>
/// <param name="Bedtime">It is bedtime.</param>
/// <param name="MinutesPlayed">Today, by this child.</param>
/// <param name="Device">What the story is heard on.</param>
/// <param name="Language">The child's language, null for the story's own.</param>
public readonly record struct StoryEvent(
    StoryInput Input,
    DateTime At,
    int? PositionMilliseconds = null,
    int GapMinutes = 0,
    bool Bedtime = false,
    int MinutesPlayed = 0,
    string Device = "standard",
    string? Language = null);
