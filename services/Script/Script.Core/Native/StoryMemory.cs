using System.Text;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>
/// Writes down what a story still needs to know of its past. What no guard asks for and no way leads back to is left out: that is
/// what keeps the number of states finite and small.
/// </summary>
internal sealed class StoryMemory
{
    private readonly StoryGraph _graph;
    private readonly int[] _visits;
    private readonly int[] _turns;
    private readonly int[] _collectibles;
    private readonly int[] _endings;
    private readonly int[] _once;
    private readonly bool _goesBack;
    private readonly bool _goesToCheckpoints;

    public StoryMemory(StoryGraph graph)
    {
        _graph = graph;
        var walk = new StoryWalk(graph);
        _visits = walk.SlotsAsked(Operation.Visits);
        _turns = walk.SlotsAsked(Operation.TurnsSince);
        _collectibles = walk.SlotsAsked(Operation.Collected);
        _endings = walk.SlotsAsked(Operation.EndingSeen);
        _once = [.. graph.Options.Where(option => option.Once).Select(option => option.Slot)];
        _goesBack = walk.Nexts.Any(next => next is Next.Act { Action: StoryAction.Back });
        _goesToCheckpoints = walk.Nexts.Any(next => next is Next.Act { Action: StoryAction.Checkpoint or StoryAction.Resume });
    }

    public string Of(StoryState state)
    {
        var memory = new StringBuilder();
        memory.Append((char)(state.Chapter + 1)).Append((char)(state.Bookmark + 1)).Append((char)(state.Ending + 1)).Append((char)state.NudgesHeard);
        foreach (var value in state.Variables)
            memory.Append((char)(value & 0xffff)).Append((char)(value >> 16));
        foreach (var chapter in _visits)
            memory.Append((char)state.VisitsOf(chapter));
        foreach (var chapter in _turns)
            memory.Append((char)state.TurnsSince(chapter));
        foreach (var option in _once)
            memory.Append(state.IsUsedUp(option) ? '1' : '0');
        foreach (var collectible in _collectibles)
            memory.Append(state.HasCollected(collectible) ? '1' : '0');
        foreach (var ending in _endings)
            memory.Append(state.HasSeen(ending) ? '1' : '0');
        foreach (var pick in _graph.Picks)
            memory.Append(state.MemoryOf(pick.Slot));
        foreach (var place in state.Stack)
            memory.Append((char)(place + 1));
        if (_goesBack)
            AppendAll(memory, state.History);
        if (_goesToCheckpoints)
        {
            memory.Append('|');
            foreach (var mark in state.Checkpoints)
                memory.Append((char)(mark.Name + 1)).Append((char)(mark.Chapter + 1));
        }

        return memory.ToString();
    }

    private static void AppendAll(StringBuilder memory, ReadOnlySpan<int> places)
    {
        memory.Append('|');
        foreach (var place in places)
            memory.Append((char)(place + 1));
    }
}
