using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Native;

/// <summary>
/// Turns a story into a card that needs no server: every state that it can come into becomes a chapter of the card, states that
/// nobody can tell apart become one, and a chapter is doubled where the server could not see from its key which way was taken (§4).
/// </summary>
public static class NativeExpansion
{
    private static readonly StoryInput?[] Buttons = [StoryInput.Left, StoryInput.Right, null];

    /// <param name="graph">The story.</param>
    /// <param name="circumstances">The slow inputs that it is laid out for: date, device, language.</param>
    /// <param name="maxNodes">How many chapters the card may have.</param>
    /// <param name="maxStates">How many states are looked at before it is given up.</param>
    public static NativeExpansionResult Expand(StoryGraph graph, StoryEvent circumstances, int maxNodes, int maxStates)
    {
        var states = new List<ProductState>();
        if (Explore(graph, circumstances, maxStates, states) is { } reason)
            return new NativeExpansionResult(null, reason, states.Count);
        var classes = StateMinimizer.Minimize(states);
        var nodes = NativeNodes.Build(graph, states, classes);
        return nodes.Count > maxNodes
            ? new NativeExpansionResult(null, $"It would need {nodes.Count} chapters on the card; {maxNodes} are allowed.", states.Count)
            : new NativeExpansionResult(new NativeCard(nodes, states.Count), null, states.Count);
    }

    /// <returns>Null, or what is in the way.</returns>
    private static string? Explore(StoryGraph graph, StoryEvent circumstances, int maxStates, List<ProductState> states)
    {
        var memory = new StoryMemory(graph);
        var known = new Dictionary<(StoryPhase, bool, string?, string), int>();
        var trace = new StoryTrace();
        var first = new StoryState(graph);
        var random = graph.Seed == SeedMode.Session ? first.Random : (ulong?)null;
        var begun = StoryEngine.Step(first, circumstances with { Input = StoryInput.Insert });
        random ??= first.Random;
        Find(first, begun);
        for (var index = 0; index < states.Count; index++)
        {
            var from = states[index];
            for (var button = 0; button < Buttons.Length; button++)
            {
                if ((Buttons[button] ?? from.TimePasses) is not { } input)
                    continue;
                trace.Clear();
                var state = from.State.Copy();
                var output = StoryEngine.Step(state, circumstances with { Input = input }, trace);
                if (output.Kind == OutputKind.None)
                    continue;
                if (state.Random != random && graph.Seed == SeedMode.Session)
                    return "Chance decides in it, and a player cannot throw dice.";
                from.Targets[button] = Find(state, output);
                from.Ways[button] = string.Join(' ', trace.Path) + "|" + string.Join(' ', trace.Changes.Select(change => (change.Variable, change.After)));
                if (states.Count > maxStates)
                    return $"It can come into more than {maxStates} states.";
            }
        }

        return first.Random != random || states.Any(state => state.State.Random != random) ? "Chance decides in it, and a player cannot throw dice." : null;

        int Find(StoryState state, StoryOutput output)
        {
            var remembered = memory.Of(state);
            var key = (state.Phase, state.IsNudging, output.Audio, remembered);
            if (known.TryGetValue(key, out var index))
                return index;
            states.Add(new ProductState(state, output, remembered));
            return known[key] = states.Count - 1;
        }
    }
}
