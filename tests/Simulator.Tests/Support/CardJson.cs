using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>Cards as an author sends them.</summary>
internal static class CardJson
{
    public const int ChapterSeconds = 60;

    /// <summary>Uploaded audio, one track of a minute for each chapter key.</summary>
    public static JsonObject WithChapters(params string[] keys) => Card([.. keys.Select(key => Chapter(key, Track(key)))]);

    /// <summary>Streamed audio, one track for each chapter key.</summary>
    public static JsonObject Streaming(params (string Key, string Url)[] chapters) => Card([.. chapters.Select(chapter => Chapter(chapter.Key, Stream(chapter.Key, chapter.Url)))]);

    public static JsonObject Card(params JsonObject[] chapters) => new()
    {
        ["title"] = "Forest Adventure",
        ["content"] = new JsonObject { ["activity"] = "yoto_Player", ["config"] = new JsonObject(), ["chapters"] = new JsonArray([.. chapters]) },
        ["metadata"] = new JsonObject { ["description"] = "A walk." },
    };

    public static JsonObject Chapter(string key, params JsonObject[] tracks) => new() { ["key"] = key, ["title"] = $"Chapter {key}", ["tracks"] = new JsonArray([.. tracks]) };

    public static JsonObject Track(string key) => new()
    {
        ["key"] = key, ["title"] = $"Track {key}", ["type"] = "audio", ["trackUrl"] = "yoto:#0123456789", ["format"] = "mp3", ["overlayLabel"] = "1", ["duration"] = ChapterSeconds,
    };

    public static JsonObject Stream(string key, string url) => new() { ["key"] = key, ["title"] = $"Track {key}", ["type"] = "stream", ["trackUrl"] = url, ["format"] = "mp3", ["overlayLabel"] = "1" };

    public static JsonObject Configured(this JsonObject card, string name, JsonNode value)
    {
        card["content"]!["config"]![name] = value;
        return card;
    }
}
