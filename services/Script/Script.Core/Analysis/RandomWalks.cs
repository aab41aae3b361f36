using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Stories.Analysis;

/// <summary>Children who press anything: many ways through a story, always the same ones, within a bounded number of steps.</summary>
internal sealed class RandomWalks
{
    private const int Walks = 400;
    private const int StepsPerWalk = 150;
    private const long MostWork = 20_000_000;   // Instructions: about a quarter of a second, however the story is made.

    private static readonly StoryInput[] Presses = [StoryInput.Left, StoryInput.Right, StoryInput.Shake, StoryInput.Pause, StoryInput.DialUp, StoryInput.DialDown];

    private readonly StoryGraph _graph;
    private readonly IReadOnlyDictionary<string, long> _milliseconds;
    private readonly StoryTrace _trace = new();
    private readonly List<WalkLength> _finished = [];
    private readonly int[] _workOf;
    private long _work;

    private RandomWalks(StoryGraph graph, IReadOnlyDictionary<string, long> milliseconds)
    {
        (_graph, _milliseconds) = (graph, milliseconds);
        TakenOptions = new bool[graph.Options.Length];
        EndingsReached = new bool[graph.Endings.Length];
        _workOf = [.. graph.Chapters.Select(WorkOf)];
    }

    public bool[] TakenOptions { get; }

    public bool[] EndingsReached { get; }

    /// <summary>Walks that came to an end, the shortest first.</summary>
    public IReadOnlyList<WalkLength> Finished => _finished;

    /// <summary>How many were taken: fewer than usual of a story that is a lot of work.</summary>
    public int Count { get; private set; }

    public static RandomWalks Take(StoryGraph graph, IReadOnlyDictionary<string, long> milliseconds)
    {
        var walks = new RandomWalks(graph, milliseconds);
        for (; walks.Count < Walks && walks._work < MostWork; walks.Count++)
            walks.Walk((ulong)walks.Count * 0x9e3779b97f4a7c15);
        walks._finished.Sort((one, other) => (one.Milliseconds, one.Chapters).CompareTo((other.Milliseconds, other.Chapters)));
        return walks;
    }

    private static int WorkOf(Chapter chapter)
    {
        var walk = StoryWalk.Of(chapter);
        return 1 + walk.Effects.Count + walk.Expressions.Sum(expression => expression.Code.Length);
    }

    private void Walk(ulong chance)
    {
        var state = new StoryState(_graph, chance);
        var storyEvent = new StoryEvent(StoryInput.Insert, new DateTime(2026, 1, 1, 12, 0, 0).AddHours(StoryRandom.Draw(ref chance, 24 * 7)));
        var (chapters, length) = (0, 0L);
        for (var step = 0; step < StepsPerWalk && _work < MostWork; step++)
        {
            _trace.Clear();
            var output = StoryEngine.Step(state, storyEvent with { Input = step == 0 ? StoryInput.Insert : NextInput(state, ref chance) }, _trace);
            foreach (var option in _trace.Options)
                TakenOptions[option] = true;
            foreach (var chapter in _trace.Path)
                _work += _workOf[chapter];
            _work += state.Chapter < 0 ? 1 : _workOf[state.Chapter];
            if (output.Kind == OutputKind.Play)
            {
                chapters++;
                length += _milliseconds.GetValueOrDefault(output.Audio!);
            }

            if (!output.Over)
                continue;
            if (output.Ending >= 0)
                EndingsReached[output.Ending] = true;
            _finished.Add(new WalkLength(chapters, length));
            return;
        }
    }

    private StoryInput NextInput(StoryState state, ref ulong chance)
    {
        if (state.Phase == StoryPhase.Stopped && state.Chapter < 0)
            return StoryInput.Insert;
        var passes = state.Phase == StoryPhase.Playing ? StoryInput.End : state.Phase == StoryPhase.Waiting ? StoryInput.Timeout : StoryInput.Insert;
        if (state.Chapter < 0)
            return passes;
        var chapter = _graph.Chapters[state.Chapter];
        Span<StoryInput> offered = stackalloc StoryInput[Presses.Length + 1];
        var count = 0;
        offered[count++] = passes;
        foreach (var press in Presses)
        {
            if (!chapter.OptionsFor(press).IsEmpty)
                offered[count++] = press;
        }

        return offered[StoryRandom.Draw(ref chance, count)];
    }
}

/// <param name="Chapters">How many were heard.</param>
/// <param name="Milliseconds">How long they were, as far as their audio is known.</param>
public readonly record struct WalkLength(int Chapters, long Milliseconds);
