using System.Globalization;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Rehearsals;

/// <summary>Plays events through a story and writes down every step (T2). Nothing is stored.</summary>
public static class Rehearsal
{
    private static readonly string[] Phases = ["none", "playing", "waiting", "stopped", "ended"];

    public static JsonObject Play(StoryState state, IEnumerable<StoryEvent> events)
    {
        var steps = new JsonArray();
        var trace = new StoryTrace();
        foreach (var storyEvent in events)
        {
            trace.Clear();
            var output = StoryEngine.Step(state, storyEvent, trace);
            steps.Add(Describe(state, storyEvent.Input, output, trace));
        }

        return new JsonObject { ["steps"] = steps };
    }

    /// <summary>A variable's value as its story writes it.</summary>
    public static JsonValue ValueOf(Variable variable, int value) => variable.Domain.Type switch
    {
        VariableType.Bool => JsonValue.Create(value != 0),
        VariableType.Int => JsonValue.Create(value),
        _ => JsonValue.Create(variable.Domain.Values[value]),
    };

    private static JsonObject Describe(StoryState state, StoryInput input, StoryOutput output, StoryTrace trace)
    {
        var graph = state.Graph;
        return new JsonObject
        {
            ["in"] = StoryInputs.NameOf(input),
            ["edges"] = Texts(trace.Options.Select(option => graph.Options[option].Pointer)),
            ["path"] = Texts(trace.Path.Select(chapter => graph.Chapters[chapter].Id)),
            ["output"] = Describe(graph, output),
            ["chapter"] = state.Chapter < 0 ? null : graph.Chapters[state.Chapter].Id,
            ["phase"] = Phases[(int)state.Phase],
            ["vars"] = Variables(state),
            ["visits"] = Visits(state),
            ["collected"] = Texts(state.Collected),
            ["endings"] = Texts(state.EndingsSeen),
            ["stack"] = Texts(state.Stack.ToArray().Select(place => graph.Places[place])),
            ["rng"] = state.Random.ToString("x16", CultureInfo.InvariantCulture),
            ["diagnostics"] = Texts(trace.Diagnostics),
            ["guards"] = new JsonArray([.. trace.Guards.Select(asked => new JsonObject { ["pointer"] = graph.Options[asked.Option].Pointer, ["holds"] = asked.Holds })]),
            ["effects"] = new JsonArray([.. trace.Changes.Select(change => Describe(graph.Variables[change.Variable], change.Before, change.After))]),
        };
    }

    private static JsonObject Describe(StoryGraph graph, StoryOutput output)
    {
        switch (output.Kind)
        {
            case OutputKind.Play:
                var play = new JsonObject { ["do"] = "play", ["chapter"] = graph.Chapters[output.Chapter].Id, ["audio"] = output.Audio };
                if (output.Nudge > 0)
                    play["nudge"] = output.Nudge;
                return play;
            case OutputKind.Wait:
                return new JsonObject { ["do"] = "wait", ["timer_s"] = output.TimerSeconds };
            case OutputKind.Stop:
                var stop = new JsonObject { ["do"] = "stop" };
                if (output.Over)
                    stop["ending"] = output.Ending < 0 ? null : graph.Endings[output.Ending].Id;
                return stop;
            default:
                return new JsonObject { ["do"] = "none" };
        }
    }

    private static JsonObject Describe(Variable variable, int before, int after) =>
        new() { ["variable"] = variable.Name, ["before"] = ValueOf(variable, before), ["after"] = ValueOf(variable, after) };

    private static JsonObject Variables(StoryState state)
    {
        var variables = new JsonObject();
        foreach (var variable in state.Graph.Variables)
            variables[variable.Name] = ValueOf(variable, state.Variables[variable.Slot]);
        return variables;
    }

    private static JsonObject Visits(StoryState state)
    {
        var visits = new JsonObject();
        foreach (var chapter in state.Graph.Chapters.Where(chapter => state.VisitsOf(chapter.Slot) > 0))
            visits[chapter.Id] = state.VisitsOf(chapter.Slot);
        return visits;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
