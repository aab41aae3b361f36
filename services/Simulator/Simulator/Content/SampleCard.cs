using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Content;

/// <summary>A card of uploaded audio, so that a new account's library is not empty.</summary>
internal static class SampleCard
{
    private const string Icon = "yoto:#aUm9i3ex3qqAMYBv-i-O-pYMKuMJGICtR3Vhf289u2Q";

    public static JsonObject Document() => new()
    {
        ["title"] = "Bath songs",
        ["content"] = new JsonObject
        {
            ["activity"] = "yoto_Player",
            ["version"] = "1",
            ["playbackType"] = "linear",
            ["config"] = new JsonObject { ["resumeTimeout"] = 2_592_000, ["onlineOnly"] = false },
            ["chapters"] = new JsonArray(Chapter("01", "Splash", 92), Chapter("02", "Bubbles", 74), Chapter("03", "Towel", 58)),
        },
        ["metadata"] = new JsonObject { ["description"] = "Three short songs for the bath.", ["category"] = "music" },
    };

    private static JsonObject Chapter(string key, string title, int seconds) => new()
    {
        ["key"] = key,
        ["title"] = title,
        ["overlayLabel"] = key.TrimStart('0'),
        ["duration"] = seconds,
        ["fileSize"] = seconds * 8_000,
        ["display"] = new JsonObject { ["icon16x16"] = Icon },
        ["tracks"] = new JsonArray(new JsonObject
        {
            ["key"] = "01",
            ["title"] = title,
            ["type"] = "audio",
            ["trackUrl"] = $"yoto:#{Accounts.Identifiers.Text(43)}",
            ["format"] = "opus",
            ["overlayLabel"] = key.TrimStart('0'),
            ["display"] = new JsonObject { ["icon16x16"] = Icon },
            ["duration"] = seconds,
            ["fileSize"] = seconds * 8_000,
            ["channels"] = "stereo",
        }),
    };
}
