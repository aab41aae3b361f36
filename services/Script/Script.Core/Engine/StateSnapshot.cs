using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace YotoSmartStream.Stories.Engine;

/// <summary>
/// A state as it is stored: small, versioned, and in names, so that it fits a later revision of the story as far as its names exist
/// there. What is as it was at first is left out. Lists are words with spaces between them, for names have none.
/// </summary>
internal sealed record StateSnapshot
{
    public const int CurrentVersion = 2;

    [JsonPropertyName("v")] public int Version { get; init; } = CurrentVersion;

    [JsonPropertyName("p")] public StoryPhase Phase { get; init; }

    [JsonPropertyName("c")] public string? Chapter { get; init; }

    [JsonPropertyName("b")] public string? Bookmark { get; init; }

    [JsonPropertyName("e")] public string? Ending { get; init; }

    [JsonPropertyName("ng")] public bool Nudging { get; init; }

    [JsonPropertyName("n")] public byte Nudges { get; init; }

    [JsonPropertyName("bt")] public bool BedtimeHeard { get; init; }

    [JsonPropertyName("as")] public bool BeginsAtStart { get; init; }

    [JsonPropertyName("r")] public string Random { get; init; } = "";

    /// <summary>By name, in the words of the story.</summary>
    [JsonPropertyName("x")] public Dictionary<string, string>? Variables { get; init; }

    /// <summary><c>chapter=visits,turns</c>; turns are left out for never.</summary>
    [JsonPropertyName("vs")] public string? Visits { get; init; }

    /// <summary>Pointers of the options that were used up; <c>/chapters/</c> is left out.</summary>
    [JsonPropertyName("u")] public string? Used { get; init; }

    /// <summary><c>pointer=position,used,last</c>.</summary>
    [JsonPropertyName("pk")] public string? Picks { get; init; }

    [JsonPropertyName("h")] public string? History { get; init; }

    [JsonPropertyName("s")] public string? Stack { get; init; }

    /// <summary>Names with their chapters, oldest first.</summary>
    [JsonPropertyName("cp")] public string[][]? Checkpoints { get; init; }

    [JsonPropertyName("cl")] public string[]? Collected { get; init; }

    [JsonPropertyName("ed")] public string[]? Endings { get; init; }

    public static StateSnapshot Of(StoryState state)
    {
        var graph = state.Graph;
        return new StateSnapshot
        {
            Phase = state.Phase,
            Chapter = NameOf(graph, state.Chapter),
            Bookmark = NameOf(graph, state.Bookmark),
            Ending = state.Ending < 0 ? null : graph.Endings[state.Ending].Id,
            Nudging = state.IsNudging,
            Nudges = state.NudgesHeard,
            BedtimeHeard = state.HasHeardBedtime,
            BeginsAtStart = state.BeginsAtStart,
            Random = state.Random.ToString("x", CultureInfo.InvariantCulture),
            Variables = VariablesOf(state),
            Visits = Words(graph.Chapters.Where(chapter => state.VisitsOf(chapter.Slot) > 0 || state.TurnsSince(chapter.Slot) < StoryState.MaxCount).Select(chapter => CountsOf(state, chapter))),
            Used = Words(graph.Options.Where(option => state.IsUsedUp(option.Slot)).Select(option => Short(option.Pointer))),
            Picks = Words(graph.Picks.Where(pick => state.MemoryOf(pick.Slot) != PickMemory.Nothing).Select(pick => $"{Short(pick.Pointer)}={Written(state.MemoryOf(pick.Slot))}")),
            History = Words(state.History.ToArray().Select(slot => graph.Chapters[slot].Id)),
            Stack = Words(state.Stack.ToArray().Select(place => graph.Places[place])),
            Checkpoints = state.Checkpoints.IsEmpty ? null : [.. state.Checkpoints.ToArray().Select(mark => new[] { graph.Checkpoints[mark.Name], graph.Chapters[mark.Chapter].Id })],
            Collected = Names(state.Collected.Concat(state.KeptCollected)),
            Endings = Names(state.EndingsSeen.Concat(state.KeptEndings)),
        };
    }

    /// <summary>The state in a graph's slots; what the graph has no name for is gone, but for what was collected and seen.</summary>
    public StoryState In(StoryGraph graph)
    {
        var state = new StoryState(graph, ulong.Parse(Random, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
        {
            Phase = Phase,
            Chapter = graph.SlotOf(Chapter),
            Bookmark = graph.SlotOf(Bookmark),
            IsNudging = Nudging,
            NudgesHeard = Nudges,
            HasHeardBedtime = BedtimeHeard,
            BeginsAtStart = BeginsAtStart,
        };
        LoadValues(state);
        LoadWay(state);
        LoadKeepsakes(state);
        return state;
    }

    public string ToJson() => JsonSerializer.Serialize(this, SnapshotJson.Default.StateSnapshot);

    /// <summary>An older version is understood for ever; a newer one belongs to a newer replica, which is asked next.</summary>
    public static StateSnapshot Parse(string json) => VersionOf(json) switch
    {
        CurrentVersion => JsonSerializer.Deserialize(json, SnapshotJson.Default.StateSnapshot)!,
        1 => JsonSerializer.Deserialize(json, SnapshotJson.Default.SnapshotOfVersion1)!.ToCurrent(),
        var version => throw new InvalidOperationException($"The stored state of a playthrough has the unknown version {version}."),
    };

    public static IEnumerable<string> Split(string? words) => words?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static string? Words(IEnumerable<string> words) => string.Join(' ', words) is { Length: > 0 } joined ? joined : null;

    public static string Short(string pointer) => pointer.StartsWith("/chapters/", StringComparison.Ordinal) ? pointer["/chapters/".Length..] : pointer;

    private static int VersionOf(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("v"u8) && reader.Read())
                return reader.GetInt32();
        }

        return 0;
    }

    private static Dictionary<string, string>? VariablesOf(StoryState state)
    {
        var changed = state.Graph.Variables.Where(variable => state.Variables[variable.Slot] != variable.Domain.Default)
            .ToDictionary(variable => variable.Name, variable => variable.Domain.Write(state.Variables[variable.Slot]));
        return changed.Count == 0 ? null : changed;
    }

    private static string CountsOf(StoryState state, Chapter chapter)
    {
        var (visits, turns) = (state.VisitsOf(chapter.Slot), state.TurnsSince(chapter.Slot));
        return turns == StoryState.MaxCount ? $"{chapter.Id}={visits}" : $"{chapter.Id}={visits},{turns}";
    }

    private void LoadValues(StoryState state)
    {
        var graph = state.Graph;
        foreach (var variable in graph.Variables)
        {
            if (Variables?.TryGetValue(variable.Name, out var written) == true)
                state.Set(variable.Slot, variable.Domain.Read(written));
        }

        foreach (var (chapter, counts) in Split(Visits).Select(Pair))
        {
            if (graph.SlotOf(chapter) is >= 0 and var slot)
                state.SetCounts(slot, counts[0], counts.Length > 1 ? counts[1] : StoryState.MaxCount);
        }

        var used = Split(Used).ToHashSet(StringComparer.Ordinal);
        foreach (var option in graph.Options.Where(option => option.Once && used.Contains(Short(option.Pointer))))
            state.UseUp(option.Slot);
        var picks = Split(Picks).Select(Pair).ToDictionary(pair => pair.Name, pair => pair.Numbers, StringComparer.Ordinal);
        foreach (var pick in graph.Picks)
        {
            if (picks.TryGetValue(Short(pick.Pointer), out var memory))
                state.Remember(pick.Slot, new PickMemory(unchecked((uint)memory[1]), (sbyte)memory[0], (sbyte)memory[2]));
        }
    }

    private void LoadWay(StoryState state)
    {
        var graph = state.Graph;
        foreach (var slot in Split(History).Select(graph.SlotOf).Where(slot => slot >= 0))
            state.Remember(slot);
        foreach (var place in Split(Stack).Select(name => graph.Places.IndexOf(name)).Where(place => place >= 0))
            state.PushCall(place);
        foreach (var mark in Checkpoints ?? [])
        {
            if (graph.Checkpoints.IndexOf(mark[0]) is >= 0 and var name && graph.SlotOf(mark[1]) is >= 0 and var chapter)
                state.MarkCheckpoint(name, chapter);
        }
    }

    private void LoadKeepsakes(StoryState state)
    {
        var graph = state.Graph;
        foreach (var collectible in graph.Collectibles.Where(collectible => Collected?.Contains(collectible.Id) == true))
            state.Collect(collectible.Slot);
        foreach (var ending in graph.Endings.Where(ending => Endings?.Contains(ending.Id) == true))
            state.SeeEnding(ending.Slot);
        state.Ending = graph.Endings.FirstOrDefault(ending => ending.Id == Ending)?.Slot ?? -1;
        state.KeptCollected = [.. (Collected ?? []).Except(graph.Collectibles.Select(collectible => collectible.Id))];
        state.KeptEndings = [.. (Endings ?? []).Except(graph.Endings.Select(ending => ending.Id))];
    }

    private static (string Name, int[] Numbers) Pair(string word)
    {
        var at = word.LastIndexOf('=');
        return (word[..at], [.. word[(at + 1)..].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]);
    }

    private static string Written(PickMemory memory) => $"{memory.Position},{unchecked((int)memory.Used)},{memory.Last}";

    private static string[]? Names(IEnumerable<string> names) => names.ToArray() is { Length: > 0 } some ? some : null;

    private static string? NameOf(StoryGraph graph, int chapter) => chapter < 0 ? null : graph.Chapters[chapter].Id;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(StateSnapshot))]
[JsonSerializable(typeof(SnapshotOfVersion1))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
