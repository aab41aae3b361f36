using System.Globalization;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Rehearsals;

/// <summary>Plays events through a story and writes down every step (T2). Nothing is stored.</summary>
public static class Rehearsal
{
    private static readonly string[] Phases = ["none", "playing", "waiting", "stopped", "ended"];

    public static JsonObject Play(StoryGraph graph, RehearsalRequest request)
    {
        var state = new StoryState(graph, request.Seed);
        var steps = new JsonArray();
        foreach (var storyEvent in request.Events)
        {
            var trace = new StoryTrace();
            var output = StoryEngine.Step(graph, state, storyEvent, trace);
            steps.Add(Describe(graph, state, storyEvent.Input, output, trace));
        }

        return new JsonObject { ["steps"] = steps };
    }

    private static JsonObject Describe(StoryGraph graph, StoryState state, StoryInput input, StoryOutput output, StoryTrace trace) => new()
    {
        ["in"] = StoryInputs.NameOf(input),
        ["edges"] = Texts(trace.Options.Select(option => graph.Options[option])),
        ["path"] = Texts(trace.Path.Select(chapter => graph.Chapters[chapter].Id)),
        ["output"] = Describe(graph, output),
        ["chapter"] = state.Chapter < 0 ? null : graph.Chapters[state.Chapter].Id,
        ["phase"] = Phases[(int)state.Phase],
        ["vars"] = new JsonObject(),
        ["visits"] = Visits(graph, state),
        ["collected"] = Texts(state.Collected),
        ["endings"] = Texts(state.EndingsSeen),
        ["stack"] = new JsonArray(),
        ["rng"] = state.Random.ToString("x16", CultureInfo.InvariantCulture),
        ["diagnostics"] = Texts(trace.Diagnostics),
    };

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

    private static JsonObject Visits(StoryGraph graph, StoryState state)
    {
        var visits = new JsonObject();
        foreach (var chapter in graph.Chapters.Where(chapter => state.VisitsOf(chapter.Slot) > 0))
            visits[chapter.Id] = state.VisitsOf(chapter.Slot);
        return visits;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
