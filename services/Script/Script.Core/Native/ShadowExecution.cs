using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>
/// Follows a player that tells a native card by itself: from the keys that it reports, the story is stepped on the server too, so that
/// variables, counts and the diary are kept (§4).
/// </summary>
/// <param name="card">The card as it was published.</param>
/// <param name="state">The story's state; it is changed.</param>
/// <param name="circumstances">What the card was laid out for.</param>
public sealed class ShadowExecution(NativeCard card, StoryState state, StoryEvent circumstances)
{
    private int _node = -1;

    public StoryState State => state;

    /// <summary>Goes on where it was left: the state was stored, and this was the key seen last.</summary>
    public static ShadowExecution Resume(NativeCard card, StoryState state, StoryEvent circumstances, string? lastKey) =>
        new(card, state, circumstances) { _node = lastKey is null ? -1 : card.IndexOf(lastKey) };

    /// <summary>The player reports this chapter.</summary>
    public void Observe(string key)
    {
        var seen = card.IndexOf(key);
        if (seen < 0)
            return;
        if (_node < 0 || state.Phase == StoryPhase.None)
            Begin(seen);
        else if (InputTo(seen) is { } input)
            StoryEngine.Step(state, circumstances with { Input = input });
        else if (seen != _node)
            StoryEngine.Follow(state, card.Nodes[seen].Chapter);   // Keys were missed: the child is where the player is.
        _node = seen;
    }

    private void Begin(int seen)
    {
        StoryEngine.Step(state, circumstances with { Input = StoryInput.Insert });
        if (seen != 0)
            StoryEngine.Follow(state, card.Nodes[seen].Chapter);
    }

    private StoryInput? InputTo(int seen)
    {
        var node = card.Nodes[_node];
        if (node.OnEnd == seen)
            return state.Phase == StoryPhase.Waiting ? StoryInput.Timeout : StoryInput.End;
        if (node.OnLeft == seen)
            return StoryInput.Left;
        return node.OnRight == seen ? StoryInput.Right : null;
    }
}
