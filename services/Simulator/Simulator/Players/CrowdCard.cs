using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Players;

/// <summary>The card that the players of a crowd have in their slots: a few long chapters, each of which repeats.</summary>
internal static class CrowdCard
{
    private const int ChapterCount = 8;
    private const int ChapterSeconds = 300;

    public static JsonObject Document() => new()
    {
        ["title"] = "Crowd",
        ["content"] = new JsonObject
        {
            ["activity"] = "yoto_Player",
            ["version"] = "1",
            ["playbackType"] = "linear",
            ["config"] = new JsonObject { ["autoadvance"] = "repeat" },
            ["chapters"] = new JsonArray([.. Enumerable.Range(1, ChapterCount).Select(number => Chapter($"{number:00}"))]),
        },
        ["metadata"] = new JsonObject { ["description"] = "What the players of a load test play." },
    };

    private static JsonObject Chapter(string key) => new()
    {
        ["key"] = key,
        ["title"] = $"Chapter {key}",
        ["overlayLabel"] = key,
        ["duration"] = ChapterSeconds,
        ["tracks"] = new JsonArray(new JsonObject
        {
            ["key"] = key,
            ["title"] = $"Chapter {key}",
            ["type"] = "audio",
            ["trackUrl"] = $"yoto:#{Accounts.Identifiers.Text(43)}",
            ["format"] = "mp3",
            ["overlayLabel"] = key,
            ["duration"] = ChapterSeconds,
        }),
    };
}
