using System.Runtime.CompilerServices;

namespace YotoSmartStream.Stories.Engine;

/// <summary>The places that a story remembers: the way here, open calls, checkpoints.</summary>
public sealed partial class StoryState
{
    public const int MaxHistory = 8;        // N7
    public const int MaxCalls = 8;          // N2
    public const int MaxCheckpoints = 16;   // N6

    private Eight _history;
    private Eight _stack;
    private Sixteen _checkpoints;
    private byte _historyLength;
    private byte _stackLength;
    private byte _checkpointsLength;

    /// <summary>Chapters played lately, oldest first (N7).</summary>
    public ReadOnlySpan<int> History => ((ReadOnlySpan<int>)_history)[.._historyLength];

    /// <summary>Places to return to, oldest first (N2).</summary>
    public ReadOnlySpan<int> Stack => ((ReadOnlySpan<int>)_stack)[.._stackLength];

    /// <summary>Marked checkpoints, oldest first (N6).</summary>
    public ReadOnlySpan<CheckpointMark> Checkpoints => ((ReadOnlySpan<CheckpointMark>)_checkpoints)[.._checkpointsLength];

    internal void MarkCheckpoint(int name, int chapter)
    {
        Span<CheckpointMark> marks = _checkpoints;
        var at = 0;
        while (at < _checkpointsLength && marks[at].Name != name)
            at++;
        if (at == MaxCheckpoints)
            at = 0;   // All places taken by others: the oldest goes.
        if (at < _checkpointsLength)
            marks[(at + 1).._checkpointsLength].CopyTo(marks[at..]);
        else
            _checkpointsLength++;
        marks[_checkpointsLength - 1] = new CheckpointMark(name, chapter);
    }

    internal void Remember(int chapter)
    {
        if (_historyLength == 0 || _history[_historyLength - 1] != chapter)
            Push(_history, ref _historyLength, chapter);
    }

    internal void ForgetNewest() => _historyLength--;

    internal void ForgetHistory() => _historyLength = 0;

    /// <returns>Whether an older call had to be dropped.</returns>
    internal bool PushCall(int place) => Push(_stack, ref _stackLength, place);

    /// <returns>-1 if there was no call.</returns>
    internal int PopCall() => _stackLength == 0 ? -1 : _stack[--_stackLength];

    internal void ForgetTheWay() => (_historyLength, _stackLength, Bookmark) = (0, 0, -1);

    /// <returns>Whether the oldest had to go.</returns>
    private static bool Push(Span<int> places, ref byte length, int place)
    {
        var isFull = length == places.Length;
        if (isFull)
            places[1..].CopyTo(places);
        else
            length++;
        places[length - 1] = place;
        return isFull;
    }

    [InlineArray(MaxHistory)]
    private struct Eight
    {
        private int _first;
    }

    [InlineArray(MaxCheckpoints)]
    private struct Sixteen
    {
        private CheckpointMark _first;
    }
}

/// <param name="Name">Slot of its name.</param>
/// <param name="Chapter">Slot of the chapter that was marked.</param>
public readonly record struct CheckpointMark(int Name, int Chapter);
