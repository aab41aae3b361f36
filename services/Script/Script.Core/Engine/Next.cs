using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>Where an option leads, resolved to slots.</summary>
public abstract record Next
{
    /// <summary>What was written leads nowhere (S8).</summary>
    public sealed record Dangling : Next
    {
        public static Dangling Instance { get; } = new();
    }

    /// <param name="Place">A chapter's slot, or beyond them a name that no chapter has.</param>
    public sealed record Enter(int Place) : Next;

    public sealed record End(int Ending) : Next;

    /// <param name="Action">What to do.</param>
    /// <param name="Checkpoint">Slot of the name to go back to, or -1.</param>
    public sealed record Act(StoryAction Action, int Checkpoint) : Next;

    /// <param name="Place">Where the call goes.</param>
    /// <param name="Then">Where it returns to; -1 for the chapter that calls.</param>
    public sealed record Call(int Place, int Then) : Next;

    /// <summary>The first case whose guard holds (N1).</summary>
    public sealed record First(ImmutableArray<Case> Cases, Next? Else) : Next;

    /// <summary>One of several, by a rule that remembers (P1).</summary>
    public sealed record Pick(int Slot, string Pointer, PickMode Mode, ImmutableArray<Case> Cases, Next? Else) : Next;

    public sealed record Case(Next To, Expression? When, int Weight);
}

/// <summary>What <c>{"do": …}</c> can ask for (N2–N5, W3).</summary>
public enum StoryAction
{
    Return,
    Replay,
    Back,
    Checkpoint,
    Restart,
    Resume,
    Stop,
    Wait,
}

/// <summary>How a pick chooses (P2, P3).</summary>
public enum PickMode
{
    Random,
    Shuffle,
    Cycle,
    Once,
    Stopping,
}
