namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>The words that have a meaning in guards, so that no variable can have them as its name (V2).</summary>
internal static class GuardWords
{
    private static readonly string[] Keywords = ["or", "and", "not", "in", "true", "false"];

    public static IReadOnlyList<string> Functions { get; } =
    [
        "visits", "seen", "turns_since", "collected", "ending_seen", "min", "max", "abs", "clamp", "hour", "weekday", "between", "minutes_played",
        "is_bedtime", "device",
    ];

    public static bool IsKeyword(string word) => Keywords.Contains(word);

    public static bool IsFunction(string word) => Functions.Contains(word);
}
