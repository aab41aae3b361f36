using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Tests.Native;

/// <summary>A player with an interactive card in it, as yoto-cloud §5.1 tells: it jumps by itself; a stop leaves its buttons armed.</summary>
internal sealed class InteractivePlayer(NativeCard card)
{
    private int _at;
    private bool _hasStopped;

    public InteractivePlayer Copy() => new(card) { _at = _at, _hasStopped = _hasStopped };

    public NativeNode At => card.Nodes[_at];

    public void PressLeft() => Follow(At.OnLeft);

    public void PressRight() => Follow(At.OnRight);

    /// <summary>The track comes to its end.</summary>
    public void LetTimePass()
    {
        if (_hasStopped)
            return;
        if (At.OnEnd < 0)
            _hasStopped = true;
        else
            Follow(At.OnEnd);
    }

    private void Follow(int target)
    {
        if (target < 0)
            return;   // A button without an event does nothing.
        (_at, _hasStopped) = (target, false);
    }
}
