using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>A story while it is told: events go in, and what the listener would notice can be asked.</summary>
internal sealed class Told(StoryGraph graph)
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Unspecified);

    public StoryState State { get; } = new(graph);

    public StoryTrace Trace { get; private set; } = new();

    public StoryOutput Output { get; private set; }

    public string? Chapter => State.Chapter < 0 ? null : graph.Chapters[State.Chapter].Id;

    public string Path => string.Join(" ", Trace.Path.Select(slot => graph.Chapters[slot].Id));

    public string Edges => string.Join(" ", Trace.Options.Select(slot => graph.Options[slot].Pointer));

    public string? EndingHeard => Output.Ending < 0 ? null : graph.Endings[Output.Ending].Id;

    public static Told Story(string chapters, string rest = "") => new(Stories.Graph(Stories.Of(chapters, rest)));

    public Told Hears(params StoryInput[] inputs)
    {
        foreach (var input in inputs)
            Hears(new StoryEvent(input, Noon));
        return this;
    }

    public Told HearsAt(StoryInput input, int positionMilliseconds) => Hears(new StoryEvent(input, Noon, positionMilliseconds));

    public int Visits(string chapter) => State.VisitsOf(graph.SlotOf(chapter));

    private Told Hears(StoryEvent storyEvent)
    {
        Trace = new StoryTrace();
        Output = StoryEngine.Step(State, storyEvent, Trace);
        return this;
    }
}
