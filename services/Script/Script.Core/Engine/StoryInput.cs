namespace YotoSmartStream.Stories.Engine;

/// <summary>What can happen to a story (S1).</summary>
public enum StoryInput
{
    Insert,
    Left,
    Right,
    Pause,
    Shake,
    DialUp,
    DialDown,
    End,
    Timeout,
}

/// <summary>The names of inputs as stories and wires write them.</summary>
public static class StoryInputs
{
    private static readonly string[] Names = ["insert", "left", "right", "pause", "shake", "dial_up", "dial_down", "end", "timeout"];

    /// <summary>What a chapter may offer a choice for.</summary>
    public static IReadOnlyList<string> ChoiceNames { get; } = Names[1..];

    public static string NameOf(StoryInput input) => Names[(int)input];

    public static StoryInput? ByName(string? name) => Array.IndexOf(Names, name) is >= 0 and var index ? (StoryInput)index : null;

    public static StoryInput? ChoiceByName(string name) => ByName(name) is { } input and not StoryInput.Insert ? input : null;
}
