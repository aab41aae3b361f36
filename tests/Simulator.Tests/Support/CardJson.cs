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

    public static JsonObject Configured(this JsonObject card, string name, JsonNode value)
    {
        card["content"]!["config"]![name] = value;
        return card;
    }
}
