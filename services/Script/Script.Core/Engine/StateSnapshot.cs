using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace YotoSmartStream.Stories.Engine;

/// <summary>
/// A state as it is stored: small, versioned, and in names, so that it fits a later revision of the story as far as its names exist there.
/// </summary>
internal sealed record StateSnapshot
{
    public const int CurrentVersion = 1;

    [JsonPropertyName("v")] public int Version { get; init; } = CurrentVersion;

    public string Phase { get; init; } = nameof(StoryPhase.None);

    public string? Chapter { get; init; }

    public string? Bookmark { get; init; }

    public string? Ending { get; init; }

    public bool Nudging { get; init; }

    public int Nudges { get; init; }

    public string Random { get; init; } = "";

    public Dictionary<string, int> Visits { get; init; } = [];

    public string[] Used { get; init; } = [];

    public string[] History { get; init; } = [];

    /// <summary>Names and chapters by turns, oldest first.</summary>
    public string[] Checkpoints { get; init; } = [];

    public string[] Collected { get; init; } = [];

    public string[] Endings { get; init; } = [];

    public static StateSnapshot Of(StoryGraph graph, StoryState state) => new()
    {
        Phase = state.Phase.ToString(),
        Chapter = NameOf(graph, state.Chapter),
        Bookmark = NameOf(graph, state.Bookmark),
        Ending = state.Ending < 0 ? null : graph.Endings[state.Ending].Id,
        Nudging = state.IsNudging,
        Nudges = state.NudgesHeard,
        Random = state.Random.ToString("x16", CultureInfo.InvariantCulture),
        Visits = graph.Chapters.Where(chapter => state.VisitsOf(chapter.Slot) > 0).ToDictionary(chapter => chapter.Id, chapter => state.VisitsOf(chapter.Slot)),
        Used = graph.Options.Where((_, slot) => state.IsUsedUp(slot)).ToArray(),
        History = state.History.Select(slot => graph.Chapters[slot].Id).ToArray(),
        Checkpoints = state.Checkpoints.SelectMany(mark => new[] { mark.Name, graph.Chapters[mark.Chapter].Id }).ToArray(),
        Collected = [.. state.Collected],
        Endings = [.. state.EndingsSeen],
    };

    /// <summary>The state in another graph's slots. A current chapter that is gone gives way to the newest checkpoint, or to a new session (M1).</summary>
    public StoryState In(StoryGraph graph)
    {
        var state = new StoryState(graph, ulong.Parse(Random, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        foreach (var (chapter, count) in Visits.Where(visit => graph.SlotOf(visit.Key) >= 0))
            state.SetVisits(graph.SlotOf(chapter), count);
        foreach (var (slot, _) in graph.Options.Index().Where(option => Used.Contains(option.Item)))
            state.UseUp(slot);
        foreach (var slot in History.Select(graph.SlotOf).Where(slot => slot >= 0))
            state.Remember(slot);
        foreach (var mark in Checkpoints.Chunk(2).Where(mark => graph.SlotOf(mark[1]) >= 0))
            state.MarkCheckpoint(mark[0], graph.SlotOf(mark[1]));
        state.Collected.UnionWith(Collected);
        state.EndingsSeen.UnionWith(Endings);

        state.Phase = Enum.Parse<StoryPhase>(Phase);
        state.Chapter = graph.SlotOf(Chapter);
        state.Bookmark = graph.SlotOf(Bookmark);
        state.Ending = graph.Endings.Index().Where(entry => entry.Item.Id == Ending).Select(entry => entry.Index).DefaultIfEmpty(-1).First();
        (state.IsNudging, state.NudgesHeard) = (Nudging, Nudges);
        if (Chapter is not null && state.Chapter < 0)
            FindAnotherPlace(state);
        return state;
    }

    public string ToJson() => JsonSerializer.Serialize(this, SnapshotJson.Default.StateSnapshot);

    public static StateSnapshot Parse(string json) =>
        JsonSerializer.Deserialize(json, SnapshotJson.Default.StateSnapshot) is { Version: CurrentVersion } snapshot
            ? snapshot
            : throw new InvalidOperationException("The stored state of a playthrough has an unknown version.");

    private static void FindAnotherPlace(StoryState state)
    {
        if (state.Checkpoints.Count > 0)
            state.Chapter = state.Checkpoints[^1].Chapter;
        else
            state.Phase = StoryPhase.None;
    }

    private static string? NameOf(StoryGraph graph, int chapter) => chapter < 0 ? null : graph.Chapters[chapter].Id;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StateSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
