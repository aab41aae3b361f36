using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>
/// One chapter of an interactive card: what it plays, and where the player jumps by itself (yoto-cloud §5.1).
/// </summary>
/// <param name="Key">Chapter key and track key.</param>
/// <param name="Chapter">Slot of the story's chapter that is current here.</param>
/// <param name="Audio">What it plays; null for silence.</param>
/// <param name="SilenceSeconds">How long the silence is: natively, waiting is a silent track with the same buttons.</param>
/// <param name="OnLeft">Where the left button leads; -1 for a button that does nothing.</param>
/// <param name="OnRight">Where the right button leads.</param>
/// <param name="OnEnd">Where the end of the track leads; -1 for a stop, after which the buttons stay armed.</param>
/// <param name="State">One of the states that the node stands for: the side table of what the story remembers here.</param>
public sealed record NativeNode(string Key, int Chapter, string? Audio, int SilenceSeconds, int OnLeft, int OnRight, int OnEnd, StoryState State)
{
    public const int Nothing = -1;
}

/// <summary>A story that a player tells by itself. The first node is where it begins.</summary>
/// <param name="Nodes">In the order of their keys on the card.</param>
/// <param name="ProductStates">How many states of the story they stand for.</param>
public sealed record NativeCard(IReadOnlyList<NativeNode> Nodes, int ProductStates)
{
    public int IndexOf(string key)
    {
        for (var index = 0; index < Nodes.Count; index++)
        {
            if (Nodes[index].Key == key)
                return index;
        }

        return -1;
    }

    /// <returns>Null for <see cref="NativeNode.Nothing"/>.</returns>
    public string? KeyAt(int node) => node < 0 ? null : Nodes[node].Key;

    /// <summary>What led the player from one node to another; null if no jump does.</summary>
    public StoryInput? InputBetween(int from, int to, StoryPhase phase)
    {
        var node = Nodes[from];
        if (node.OnEnd == to)
            return phase == StoryPhase.Waiting ? StoryInput.Timeout : StoryInput.End;
        if (node.OnLeft == to)
            return StoryInput.Left;
        return node.OnRight == to ? StoryInput.Right : null;
    }
}

/// <summary>Why a story cannot be told by the player alone, if it cannot.</summary>
/// <param name="Card">Null when it cannot.</param>
/// <param name="Reason">Null when it can; otherwise a sentence that names what is in the way.</param>
/// <param name="ProductStates">How many states were looked at.</param>
public sealed record NativeExpansionResult(NativeCard? Card, string? Reason, int ProductStates);
