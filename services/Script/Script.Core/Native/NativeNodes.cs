using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>Makes chapters of a card out of classes of states.</summary>
internal sealed class NativeNodes
{
    private const int Left = 0;
    private const int Right = 1;
    private const int End = 2;

    private readonly StoryGraph _graph;
    private readonly IReadOnlyList<ProductState> _states;
    private readonly int[] _classes;
    private readonly List<int> _shown = [];                       // Of each node: a state that it stands for.
    private readonly Dictionary<(int Class, int Copy), int> _nodes = [];
    private readonly ILookup<int, ProductState> _members;

    private NativeNodes(StoryGraph graph, IReadOnlyList<ProductState> states, int[] classes)
    {
        (_graph, _states, _classes) = (graph, states, classes);
        _members = states.Select((state, index) => (State: state, Class: classes[index])).ToLookup(entry => entry.Class, entry => entry.State);
    }

    public static IReadOnlyList<NativeNode> Build(StoryGraph graph, IReadOnlyList<ProductState> states, int[] classes) =>
        new NativeNodes(graph, states, classes).Build();

    private List<NativeNode> Build()
    {
        var nodes = new List<NativeNode>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        NodeOf(0, copy: 0);
        for (var index = 0; index < _shown.Count; index++)   // Grows while targets are found.
        {
            var state = _states[_shown[index]];
            var heard = state.Heard;
            var left = Target(state, Left, copy: 0);
            var right = Target(state, Right, CopyFor(_shown[index], Right));
            var end = StopsAtEnd(_classes[_shown[index]]) ? NativeNode.Nothing : Target(state, End, CopyFor(_shown[index], End));
            nodes.Add(new NativeNode(KeyOf(state, keys), heard.Chapter, heard.Audio, heard.Silence, left, right, end, state.State));
        }

        return nodes;
    }

    private int Target(ProductState state, int button, int copy) =>
        state.Targets[button] < 0 ? NativeNode.Nothing : NodeOf(state.Targets[button], copy);

    private int NodeOf(int state, int copy)
    {
        if (_nodes.TryGetValue((_classes[state], copy), out var node))
            return node;
        _shown.Add(state);
        return _nodes[(_classes[state], copy)] = _shown.Count - 1;
    }

    /// <summary>
    /// Two buttons of a chapter that lead into one class, but not on the same way, need two keys: the server sees nothing but keys.
    /// </summary>
    private int CopyFor(int shown, int button)
    {
        for (var copy = 0; ; copy++)
        {
            var taken = Enumerable.Range(0, button).Any(other => LeadsApart(_classes[shown], other, button) && CopyFor(shown, other) == copy);
            if (!taken)
                return copy;
        }
    }

    private bool LeadsApart(int from, int one, int other) => _members[from].Any(state =>
        state.Targets[one] >= 0 && state.Targets[other] >= 0
        && _classes[state.Targets[one]] == _classes[state.Targets[other]]
        && (state.Targets[one] != state.Targets[other] || state.Ways[one] != state.Ways[other]));

    /// <summary>
    /// Resting needs no chapter of its own if the buttons lead to the same places as before, and nothing was remembered on the way:
    /// a player that has stopped keeps its buttons armed.
    /// </summary>
    private bool StopsAtEnd(int from) => _members[from].All(state => state.State.Phase is StoryPhase.Stopped or StoryPhase.Ended || RestsAfter(state, state));

    private bool RestsAfter(ProductState state, ProductState resting)
    {
        for (var steps = 0; steps <= _states.Count; steps++)
        {
            if (resting.Targets[End] < 0)
                return true;
            resting = _states[resting.Targets[End]];
            if (resting.Output.Kind == OutputKind.Play || resting.Memory != state.Memory || !SameButton(state, resting, Left) || !SameButton(state, resting, Right))
                return false;
        }

        return false;
    }

    private bool SameButton(ProductState one, ProductState other, int button) =>
        one.Targets[button] < 0 ? other.Targets[button] < 0 : other.Targets[button] >= 0 && _classes[one.Targets[button]] == _classes[other.Targets[button]];

    private string KeyOf(ProductState state, HashSet<string> keys)
    {
        var chapter = state.State.Chapter < 0 ? "end" : _graph.Chapters[state.State.Chapter].Id;
        var name = state.Output switch
        {
            { Kind: OutputKind.Play, Nudge: > 0 } => $"{chapter} nudge",
            { Kind: OutputKind.Play } => chapter,
            { Kind: OutputKind.Wait } => $"{chapter} wait",
            _ => $"{chapter} rest",
        };
        var key = name;
        for (var number = 2; !keys.Add(key); number++)
            key = $"{name} {number}";
        return key;
    }
}
