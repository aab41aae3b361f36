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

    /// <summary>Guards of options in the order in which they were asked, and what they said.</summary>
    public List<(int Option, bool Holds)> Guards { get; } = [];

    /// <summary>Effects that were done, as the places they changed: variables with their old and new values.</summary>
    public List<(int Variable, int Before, int After)> Changes { get; } = [];

    public void Clear()
    {
        Options.Clear();
        Path.Clear();
        Diagnostics.Clear();
        Guards.Clear();
        Changes.Clear();
    }
}
