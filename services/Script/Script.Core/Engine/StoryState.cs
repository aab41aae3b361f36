using System.Numerics;

namespace YotoSmartStream.Stories.Engine;

public enum StoryPhase : byte
{
    None,
    Playing,
    Waiting,
    Stopped,
    Ended,
}

/// <summary>What a pick remembers (P1).</summary>
public readonly record struct PickMemory(uint Used, sbyte Position, sbyte Last)
{
    public static PickMemory Nothing { get; } = new(0, 0, -1);
}

/// <summary>
/// Everything that a story remembers of one playthrough, in slots of its graph, in a few hundred bytes. A step changes it in place;
/// who needs the state before a step copies it first.
/// </summary>
public sealed partial class StoryState
{
    public const byte MaxCount = 255;   // S11

    private readonly int[] _variables;
    private readonly byte[] _counts;    // Visits of the chapters, then their turns since.
    private readonly ulong[] _marks;    // Bits: options used up, then collectibles, then endings seen.
    private readonly PickMemory[] _picks;

    public StoryState(StoryGraph graph, ulong seed = 0)
    {
        (Graph, Random) = (graph, seed);
        _variables = graph.Variables.IsEmpty ? [] : new int[graph.Variables.Length];
        _counts = new byte[2 * graph.Chapters.Length];
        _marks = new ulong[(graph.Options.Length + graph.Collectibles.Length + graph.Endings.Length + 63) / 64];
        _picks = graph.Picks.IsEmpty ? [] : new PickMemory[graph.Picks.Length];
        foreach (var variable in graph.Variables)
            _variables[variable.Slot] = variable.Domain.Default;
        ForgetVisits();
    }

    private StoryState(StoryState other)
    {
        (Graph, Random) = (other.Graph, other.Random);
        (_variables, _counts, _marks, _picks) = ([.. other._variables], [.. other._counts], [.. other._marks], [.. other._picks]);
        (Phase, Chapter, Bookmark, Ending) = (other.Phase, other.Chapter, other.Bookmark, other.Ending);
        (IsNudging, NudgesHeard, HasHeardBedtime, BeginsAtStart) = (other.IsNudging, other.NudgesHeard, other.HasHeardBedtime, other.BeginsAtStart);
        (KeptCollected, KeptEndings) = (other.KeptCollected, other.KeptEndings);
        (_history, _stack, _checkpoints) = (other._history, other._stack, other._checkpoints);
        (_historyLength, _stackLength, _checkpointsLength) = (other._historyLength, other._stackLength, other._checkpointsLength);
    }

    public StoryGraph Graph { get; }

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
    public byte NudgesHeard { get; internal set; }

    /// <summary>The bedtime hook has run since the card was inserted (H3).</summary>
    public bool HasHeardBedtime { get; internal set; }

    /// <summary>After a migration the next insertion enters the start (M1).</summary>
    public bool BeginsAtStart { get; internal set; }

    /// <summary>State of the random generator (R1).</summary>
    public ulong Random { get; internal set; }

    public ReadOnlySpan<int> Variables => _variables;

    /// <summary>Collected in another revision, under names that this one does not have: never lost.</summary>
    internal string[] KeptCollected { get; set; } = [];

    /// <summary>Endings seen in another revision.</summary>
    internal string[] KeptEndings { get; set; } = [];

    /// <summary>Names of what was collected, sorted; never reset (V5).</summary>
    public IEnumerable<string> Collected =>
        Graph.Collectibles.Where(collectible => HasCollected(collectible.Slot)).Select(collectible => collectible.Id).Order(StringComparer.Ordinal);

    /// <summary>Names of the endings seen, sorted; never reset (V5).</summary>
    public IEnumerable<string> EndingsSeen =>
        Graph.Endings.Where(ending => HasSeen(ending.Slot)).Select(ending => ending.Id).Order(StringComparer.Ordinal);

    private int FirstCollectible => Graph.Options.Length;

    private int FirstEnding => Graph.Options.Length + Graph.Collectibles.Length;

    public StoryState Copy() => new(this);

    public int VisitsOf(int chapter) => _counts[chapter];

    public int TurnsSince(int chapter) => _counts[Graph.Chapters.Length + chapter];

    public bool IsUsedUp(int option) => IsMarked(option);

    public bool HasCollected(int collectible) => IsMarked(FirstCollectible + collectible);

    public bool HasSeen(int ending) => IsMarked(FirstEnding + ending);

    public PickMemory MemoryOf(int pick) => _picks[pick];

    internal void Remember(int pick, PickMemory memory) => _picks[pick] = memory;

    internal void Set(int variable, int value) => _variables[variable] = value;

    internal void SetCounts(int chapter, int visits, int turnsSince)
    {
        _counts[chapter] = (byte)Math.Clamp(visits, 0, MaxCount);
        _counts[Graph.Chapters.Length + chapter] = (byte)Math.Clamp(turnsSince, 0, MaxCount);
    }

    internal void UseUp(int option) => Mark(option);

    internal void Collect(int collectible) => Mark(FirstCollectible + collectible);

    internal void SeeEnding(int ending) => Mark(FirstEnding + ending);

    /// <summary>One more entry into this chapter, and one turn more since every other one (G5).</summary>
    internal void CountEntry(int chapter)
    {
        var visits = _counts[chapter];
        _counts[chapter] = visits == MaxCount ? MaxCount : (byte)(visits + 1);
        var turns = _counts.AsSpan(Graph.Chapters.Length);
        AddOneTo(turns);
        turns[chapter] = 0;
    }

    /// <summary>A new session: what was seen and collected stays, the rest begins anew (V5).</summary>
    internal void BeginSession()
    {
        Reset(VariableScope.Session);
        ForgetVisits();
        _checkpointsLength = 0;
        ForgetTheWay();
        (Chapter, Ending, IsNudging, NudgesHeard, BeginsAtStart) = (-1, -1, false, 0, false);
    }

    internal void Reset(VariableScope scope)
    {
        foreach (var variable in Graph.Variables)
        {
            if (variable.Domain.Scope == scope)
                _variables[variable.Slot] = variable.Domain.Default;
        }
    }

    /// <summary>Visits, turns since, options used up, what picks remember (E5).</summary>
    internal void ForgetVisits()
    {
        _counts.AsSpan(0, Graph.Chapters.Length).Clear();
        _counts.AsSpan(Graph.Chapters.Length).Fill(MaxCount);
        var (whole, rest) = Math.DivRem(Graph.Options.Length, 64);
        _marks.AsSpan(0, whole).Clear();
        if (rest > 0)
            _marks[whole] &= ulong.MaxValue << rest;   // What follows is collectibles.
        _picks.AsSpan().Fill(PickMemory.Nothing);
    }

    /// <summary>Becomes another state of the same story; what was collected and seen, and what is shared with other stories, stays.</summary>
    internal void TakeOver(StoryState other)
    {
        foreach (var variable in Graph.Variables.Where(variable => variable.Domain.Scope <= VariableScope.Story))
            _variables[variable.Slot] = other._variables[variable.Slot];
        other._counts.CopyTo(_counts, 0);
        other._picks.CopyTo(_picks, 0);
        for (var bit = 0; bit < FirstCollectible; bit++)
        {
            if (other.IsMarked(bit) != IsMarked(bit))
                _marks[bit >> 6] ^= 1UL << (bit & 63);
        }

        (Phase, Chapter, Bookmark, Ending) = (other.Phase, other.Chapter, other.Bookmark, other.Ending);
        (IsNudging, NudgesHeard, BeginsAtStart) = (other.IsNudging, other.NudgesHeard, false);
        (_history, _stack, _checkpoints) = (other._history, other._stack, other._checkpoints);
        (_historyLength, _stackLength, _checkpointsLength) = (other._historyLength, other._stackLength, other._checkpointsLength);
    }

    private static void AddOneTo(Span<byte> counts)
    {
        var at = 0;
        for (; at <= counts.Length - Vector<byte>.Count; at += Vector<byte>.Count)
        {
            var before = new Vector<byte>(counts[at..]);
            var isFull = Vector.Equals(before, Vector<byte>.AllBitsSet);   // All bits set is both the mask and the largest count.
            (before + Vector<byte>.One + isFull).CopyTo(counts[at..]);
        }

        for (; at < counts.Length; at++)
            counts[at] = counts[at] == MaxCount ? MaxCount : (byte)(counts[at] + 1);
    }

    private bool IsMarked(int bit) => (_marks[bit >> 6] & (1UL << (bit & 63))) != 0;

    private void Mark(int bit) => _marks[bit >> 6] |= 1UL << (bit & 63);
}
