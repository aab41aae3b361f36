namespace YotoSmartStream.Stories.Engine;

/// <summary>What a step did on its way, for tests, diaries and authors. Optional: a step without one does the same.</summary>
public sealed class StoryTrace
{
    /// <summary>Slots of the options taken.</summary>
    public List<int> Options { get; } = [];

    /// <summary>Slots of the chapters entered or reheard, in order.</summary>
    public List<int> Path { get; } = [];

    /// <summary>Run-time codes.</summary>
    public SortedSet<string> Diagnostics { get; } = new(StringComparer.Ordinal);
}
