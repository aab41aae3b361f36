using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Media;
using YotoSmartStream.Simulation.Media.Images;

namespace YotoSmartStream.Simulation.Seed;

/// <summary>Cards of uploaded audio for a new library. The first is what clients look at most closely, so it has every field.</summary>
internal static class SampleCards
{
    private const int SongRepeats = 4;
    private const int PassageRepeats = 1;

    private static readonly Lazy<MediaFile> Song = new(() => Melody.Repeated(SongRepeats));
    private static readonly Lazy<MediaFile> Passage = new(() => Melody.Repeated(PassageRepeats));

    public static IReadOnlyList<MediaFile> Audio => [Song.Value, Passage.Value];

    public static IReadOnlyList<JsonObject> All => [BathSongs(), AtTheGate(), QuietNight()];

    private static JsonObject BathSongs() => Card(
        "Bath songs", "Three short songs for the bath.", "music", interactive: false,
        Chapter("01", "Splash", "Bubbles", Track("01", "Splash", Song.Value, SongRepeats)),
        Chapter("02", "Bubbles", "Bubbles", Track("01", "Bubbles", Song.Value, SongRepeats)),
        Chapter("03", "Towel", "Star", Track("01", "Towel", Song.Value, SongRepeats)));

    private static JsonObject QuietNight() => Card(
        "Quiet night", "Two tunes to fall asleep to.", "stories", interactive: false,
        Chapter("01", "The moon", "Star", Track("01", "Rising", Song.Value, SongRepeats), Track("02", "Setting", Song.Value, SongRepeats)));

    /// <summary>A story of the player's own kind: presses of the knobs are choices.</summary>
    private static JsonObject AtTheGate() => Card(
        "At the gate", "Left to the cave, right to the forest.", "stories", interactive: true,
        Chapter("01 Gate", "The gate", "Lantern", Passing("01 Gate", left: "02 Cave", right: "03 Forest", end: "01 Gate")),
        Chapter("02 Cave", "The cave", "Left", Passing("02 Cave", left: null, right: null, end: "04 Home")),
        Chapter("03 Forest", "The forest", "Tree", Passing("03 Forest", left: "02 Cave", right: "04 Home", end: null)),
        Chapter("04 Home", "Home again", "Heart", Passing("04 Home", left: "01 Gate", right: "01 Gate", end: null)));

    private static JsonObject Card(string title, string description, string category, bool interactive, params JsonObject[] chapters)
    {
        var config = new JsonObject { ["resumeTimeout"] = 2_592_000, ["onlineOnly"] = false };
        if (interactive) (config["disableTrackNav"], config["disableChapterNav"], config["autoadvance"]) = (true, true, "none");
        return new JsonObject
        {
            ["title"] = title,
            ["content"] = new JsonObject
            {
                ["activity"] = "yoto_Player",
                ["version"] = "1",
                ["playbackType"] = interactive ? "interactive" : "linear",
                ["config"] = config,
                ["editSettings"] = new JsonObject { ["interactiveContent"] = interactive, ["autoOverlayLabels"] = "chapters", ["editKeys"] = false },
                ["chapters"] = new JsonArray([.. chapters]),
            },
            ["metadata"] = new JsonObject { ["author"] = "Simulator", ["description"] = description, ["category"] = category },
        };
    }

    private static JsonObject Chapter(string key, string title, string icon, params JsonObject[] tracks) => new()
    {
        ["key"] = key,
        ["title"] = title,
        ["overlayLabel"] = Label(key),
        ["duration"] = tracks.Sum(track => track["duration"]!.GetValue<int>()),
        ["fileSize"] = tracks.Sum(track => track["fileSize"]!.GetValue<int>()),
        ["display"] = Display(icon),
        ["tracks"] = new JsonArray([.. tracks.Select(track =>
        {
            track["display"] = Display(icon);
            return track;
        })]),
    };

    private static JsonObject Track(string key, string title, MediaFile audio, int repeats) => new()
    {
        ["key"] = key,
        ["title"] = title,
        ["type"] = "audio",
        ["trackUrl"] = $"yoto:#{audio.Id}",
        ["format"] = "mp3",
        ["overlayLabel"] = Label(key),
        ["duration"] = Melody.Seconds(repeats),
        ["fileSize"] = Melody.Bytes(repeats),
        ["channels"] = "mono",
    };

    private static JsonObject Passing(string key, string? left, string? right, string? end)
    {
        var track = Track(key, key, Passage.Value, PassageRepeats);
        var events = new JsonObject { ["onEnd"] = end is null ? new JsonObject { ["cmd"] = "stop" } : Goto(end) };
        if (left is not null) events["onLhb"] = Goto(left);
        if (right is not null) events["onRhb"] = Goto(right);
        track["events"] = events;
        return track;
    }

    private static JsonObject Goto(string key) => new() { ["cmd"] = "goto", ["params"] = new JsonObject { ["chapterKey"] = key, ["trackKey"] = key } };

    private static JsonObject Display(string icon) => new() { ["icon16x16"] = PublicIcons.Find(icon).Reference };

    // "01 Gate" shows as 1.
    private static string Label(string key) => key.Split(' ')[0].TrimStart('0');
}
