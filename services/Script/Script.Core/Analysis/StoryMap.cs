using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Analysis;

/// <summary>
/// Which chapter can lead to which, whatever the guards say: more than can happen, never less. What is unreachable on the map is
/// unreachable in the story.
/// </summary>
internal sealed class StoryMap
{
    private readonly StoryGraph _graph;
    private readonly int[] _returns;

    public StoryMap(StoryGraph graph)
    {
        _graph = graph;
        _returns = [.. graph.Chapters.SelectMany(chapter => StoryWalk.Of(chapter).Nexts.OfType<Next.Call>().Select(call => call.Then >= 0 ? call.Then : chapter.Slot)).Where(IsChapter).Distinct()];
        Targets = [.. graph.Chapters.Select(chapter => TargetsOf(StoryWalk.Of(chapter).Nexts))];
        GateTargets = [.. graph.Chapters.Select(chapter => chapter.Audio.IsEmpty ? TargetsOf(chapter.OptionsFor(StoryInput.End).SelectMany(option => Flat(option.Next))) : [])];
        IsReachable = Reach(Roots(), Targets);
        CanFinish = Reach(graph.Chapters.Where(Finishes).Select(chapter => chapter.Slot), Reversed());
    }

    /// <summary>Of each chapter, where it can lead.</summary>
    public int[][] Targets { get; }

    /// <summary>Of each chapter without audio, where its end can lead at once.</summary>
    public int[][] GateTargets { get; }

    public bool[] IsReachable { get; }

    /// <summary>From here the story can come to an end or a rest.</summary>
    public bool[] CanFinish { get; }

    private static IEnumerable<Next> Flat(Next next) => next switch
    {
        Next.First first => first.Cases.SelectMany(item => Flat(item.To)).Concat(first.Else is { } other ? Flat(other) : []),
        Next.Pick pick => pick.Cases.SelectMany(item => Flat(item.To)).Concat(pick.Else is { } other ? Flat(other) : []),
        _ => [next],
    };

    private int[] TargetsOf(IEnumerable<Next> nexts) => [.. nexts.SelectMany(TargetsOf).Where(IsChapter).Distinct()];

    private IEnumerable<int> TargetsOf(Next next) => next switch
    {
        Next.Enter enter => [enter.Place],
        Next.Call call => [call.Place],
        Next.Act { Action: StoryAction.Return } => _returns,
        Next.Act { Action: StoryAction.Restart } => [_graph.Start],
        _ => [],
    };

    private IEnumerable<int> Roots()
    {
        var hooks = new[] { _graph.ResumeHook, _graph.BedtimeHook, _graph.WhoIsPlayingHook }.OfType<Next>().SelectMany(Flat).SelectMany(TargetsOf);
        return hooks.Append(_graph.Start).Concat(_graph.Endings.Select(ending => ending.ReplayFrom)).Where(IsChapter);   // Hooks are roots too (§5).
    }

    private bool Finishes(Chapter chapter)
    {
        if (!chapter.IsQuestion && chapter.OptionsFor(StoryInput.End).IsEmpty)
            return true;
        return StoryWalk.Of(chapter).Nexts.Any(next => next is Next.End or Next.Act { Action: StoryAction.Stop });
    }

    private int[][] Reversed()
    {
        var sources = Targets.Select(_ => new List<int>()).ToArray();
        foreach (var (from, targets) in Targets.Index())
        {
            foreach (var target in targets)
                sources[target].Add(from);
        }

        return [.. sources.Select(list => list.ToArray())];
    }

    private bool IsChapter(int place) => place >= 0 && place < _graph.Chapters.Length;

    private static bool[] Reach(IEnumerable<int> roots, int[][] targets)
    {
        var reached = new bool[targets.Length];
        var open = new Stack<int>(roots);
        while (open.TryPop(out var chapter))
        {
            if (reached[chapter])
                continue;
            reached[chapter] = true;
            foreach (var target in targets[chapter])
                open.Push(target);
        }

        return reached;
    }
}
