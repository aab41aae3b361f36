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
public sealed record NativeNode(string Key, int Chapter, string? Audio, int SilenceSeconds, int OnLeft, int OnRight, int OnEnd)
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
}

/// <summary>Why a story cannot be told by the player alone, if it cannot.</summary>
/// <param name="Card">Null when it cannot.</param>
/// <param name="Reason">Null when it can; otherwise a sentence that names what is in the way.</param>
/// <param name="ProductStates">How many states were looked at.</param>
public sealed record NativeExpansionResult(NativeCard? Card, string? Reason, int ProductStates);
