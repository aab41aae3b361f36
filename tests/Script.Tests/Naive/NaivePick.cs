namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>What a pick remembers (P1).</summary>
internal sealed class NaivePick
{
    public int Position { get; set; }

    public HashSet<int> Used { get; } = [];

    public int? Last { get; set; }
}
