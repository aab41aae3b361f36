using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>The part of a chapter's choices that links can say.</summary>
internal static class Choices
{
    public const string Left = "left";
    public const string Right = "right";
    public const string End = "end";

    /// <summary>What the first, second and third link of a passage are.</summary>
    public static string[] Slots { get; } = [Left, Right, End];

    public static JsonObject To(JsonNode? next, string label)
    {
        var choice = new JsonObject();
        if (label.Length > 0)
            choice["label"] = label;
        choice["next_chapter"] = next;
        return choice;
    }

    public static JsonObject Stop() => new() { ["do"] = "stop" };

    /// <summary>The file that a chapter without audio of its own is to be recorded into.</summary>
    public static string RecordingOf(string id) => id.Replace('/', '-') + ".mp3";

    /// <summary>The option that a link can stand for: the first of a list.</summary>
    public static JsonObject? OptionOf(JsonObject chapter, string slot)
    {
        var choice = (chapter["choices"] as JsonObject)?[slot];
        if (choice is JsonArray { Count: > 0 } list)
            choice = list[0];
        if (choice is null && slot == End && chapter["next_chapter"] is { } next)
            return new JsonObject { ["next_chapter"] = next.DeepClone() };
        return choice as JsonObject;
    }

    /// <summary>The chapter that a <c>next</c> leads to, of several the first; null if it leads to none.</summary>
    public static string? TargetOf(JsonNode? next) => next switch
    {
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => value.ToString(),
        JsonObject form when (form["first"] ?? form["pick"]) is JsonArray { Count: > 0 } items => TargetOf((items[0] as JsonObject)?["to"]),
        JsonObject form => TargetOf(form["call"]),
        _ => null,
    };
}
