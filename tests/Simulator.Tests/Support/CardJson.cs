using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>Cards as an author sends them.</summary>
internal static class CardJson
{
    public const int ChapterSeconds = 60;

    /// <summary>Uploaded audio, one track of a minute for each chapter key.</summary>
    public static JsonObject WithChapters(params string[] keys) => Card([.. keys.Select(key => Chapter(key, Track(key)))]);

    /// <summary>Streamed audio, one track for each chapter key.</summary>
    public static JsonObject Streaming(params (string Key, string Url)[] chapters) =>
        Card([.. chapters.Select(chapter => Chapter(chapter.Key, Stream(chapter.Key, chapter.Url)))]);

    public static JsonObject Card(params JsonObject[] chapters) => new()
    {
        ["title"] = "Forest Adventure",
        ["content"] = new JsonObject { ["activity"] = "yoto_Player", ["config"] = new JsonObject(), ["chapters"] = new JsonArray([.. chapters]) },
        ["metadata"] = new JsonObject { ["description"] = "A walk." },
    };

    public static JsonObject Chapter(string key, params JsonObject[] tracks) =>
        new() { ["key"] = key, ["title"] = $"Chapter {key}", ["tracks"] = new JsonArray([.. tracks]) };

    public static JsonObject Track(string key) => Track(key, "audio", "yoto:#0123456789", ChapterSeconds);

    private static JsonObject Stream(string key, string url) => Track(key, "stream", url, seconds: null);

    private static JsonObject Track(string key, string type, string url, int? seconds)
    {
        var track = new JsonObject
        {
            ["key"] = key, ["title"] = $"Track {key}", ["type"] = type, ["trackUrl"] = url, ["format"] = "mp3", ["overlayLabel"] = "1",
        };
        if (seconds is not null) track["duration"] = seconds;
        return track;
    }

    /// <summary>Start leads left to the cave and right to the forest, and stops; the cave's left button leads nowhere.</summary>
    public static JsonObject Interactive() => WithChapters("Start", "Cave", "Forest").AsInteractive()
        .When(0, "onLhb", Goto("Cave")).When(0, "onRhb", Goto("Forest")).When(0, "onEnd", new JsonObject { ["cmd"] = "stop" })
        .When(1, "onLhb", Goto("Nowhere")).When(1, "onEnd", Goto("Forest"))
        .When(2, "onEnd", new JsonObject { ["cmd"] = "repeat" });

    public static JsonObject AsInteractive(this JsonObject card)
    {
        card["content"]!["playbackType"] = "interactive";
        return card.Configured("autoadvance", "none").Configured("disableChapterNav", true).Configured("disableTrackNav", true);
    }

    public static JsonObject Goto(string key) => Goto(key, key);

    public static JsonObject Goto(string chapterKey, string trackKey) =>
        new() { ["cmd"] = "goto", ["params"] = new JsonObject { ["chapterKey"] = chapterKey, ["trackKey"] = trackKey } };

    /// <summary>What a chapter's first track does on an event.</summary>
    public static JsonObject When(this JsonObject card, int chapter, string trackEvent, JsonObject jump)
    {
        var track = (JsonObject)card["content"]!["chapters"]![chapter]!["tracks"]![0]!;
        if (track["events"] is not JsonObject events) track["events"] = events = [];
        events[trackEvent] = jump;
        return card;
    }

    public static JsonObject Configured(this JsonObject card, string name, JsonNode value)
    {
        card["content"]!["config"]![name] = value;
        return card;
    }
}
