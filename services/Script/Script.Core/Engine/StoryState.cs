namespace YotoSmartStream.Stories.Engine;

public enum StoryPhase
{
    None,
    Playing,
    Waiting,
    Stopped,
    Ended,
}

/// <summary>
/// Everything that a story remembers of one playthrough, in slots of its graph. A step changes it in place; who needs the state
/// before a step copies it first.
/// </summary>
public sealed class StoryState(StoryGraph graph, ulong seed = 0)
{
    public const int MaxVisits = 255;       // S11
    public const int MaxHistory = 8;        // N7
    public const int MaxCheckpoints = 16;   // N6

    private readonly byte[] _visits = new byte[graph.Chapters.Count];
    private readonly bool[] _used = new bool[graph.Options.Count];
    private readonly List<int> _history = new(MaxHistory + 1);
    private readonly List<(string Name, int Chapter)> _checkpoints = new(MaxCheckpoints + 1);

    public StoryPhase Phase { get; internal set; }

    /// <summary>Slot of the current chapter, -1 without one.</summary>
    public int Chapter { get; internal set; } = -1;

    /// <summary>The chapter that <c>resume</c> goes back to, -1 without one (H2).</summary>
    public int Bookmark { get; internal set; } = -1;

    /// <summary>The ending that the story ended with, -1 without one.</summary>
    public int Ending { get; internal set; } = -1;

    /// <summary>A nudge is being played, not the chapter.</summary>
    public bool IsNudging { get; internal set; }

    /// <summary>Nudges since the chapter was entered or reheard (W2).</summary>
    public int NudgesHeard { get; internal set; }

    /// <summary>State of the random generator (R1).</summary>
    public ulong Random { get; internal set; } = seed;

    /// <summary>Chapters played lately, oldest first (N7).</summary>
    public IReadOnlyList<int> History => _history;

    /// <summary>Marked checkpoints, oldest first (N6).</summary>
    public IReadOnlyList<(string Name, int Chapter)> Checkpoints => _checkpoints;

    /// <summary>Never reset (V5).</summary>
    public SortedSet<string> Collected { get; } = new(StringComparer.Ordinal);

    /// <summary>Endings seen; never reset (V5).</summary>
    public SortedSet<string> EndingsSeen { get; } = new(StringComparer.Ordinal);

    public int VisitsOf(int chapter) => _visits[chapter];

    public bool IsUsedUp(int option) => _used[option];

    internal void SetVisits(int chapter, int count) => _visits[chapter] = (byte)Math.Clamp(count, 0, MaxVisits);

    internal void UseUp(int option) => _used[option] = true;

    internal void MarkCheckpoint(string name, int chapter)
    {
        _checkpoints.RemoveAll(checkpoint => checkpoint.Name == name);
        _checkpoints.Add((name, chapter));
        if (_checkpoints.Count > MaxCheckpoints)
            _checkpoints.RemoveAt(0);
    }

    internal void Remember(int chapter)
    {
        if (_history.Count > 0 && _history[^1] == chapter)
            return;
        _history.Add(chapter);
        if (_history.Count > MaxHistory)
            _history.RemoveAt(0);
    }

    internal void ForgetNewest() => _history.RemoveAt(_history.Count - 1);

    internal void ForgetTheWay()
    {
        _history.Clear();
        Bookmark = -1;
    }

    /// <summary>A new session: what was seen and collected stays, the rest begins anew (V5).</summary>
    internal void BeginSession()
    {
        Array.Clear(_visits);
        Array.Clear(_used);
        _checkpoints.Clear();
        ForgetTheWay();
        (Chapter, Ending, IsNudging, NudgesHeard) = (-1, -1, false, 0);
    }
}
