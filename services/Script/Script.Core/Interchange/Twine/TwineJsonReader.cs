using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Reads Twine 2 JSON (specification 1.0), whose fields some tools write in camel case or with names of their own.</summary>
internal static class TwineJsonReader
{
    public static TwineStory Read(JsonObject root, LossReport losses)
    {
        var passages = (root["passages"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var data = new JsonObject
        {
            ["ifid"] = root.TextOf("ifid"),
            ["format"] = root.TextOf("format"),
            ["format-version"] = root.TextOf("format-version") ?? root.TextOf("formatVersion"),
            ["zoom"] = (root["zoom"] as JsonValue)?.DeepClone(),
            ["tag-colors"] = (root["tag-colors"] ?? root["tagColors"] ?? root["tag_colors"])?.DeepClone(),
        };
        if (!string.IsNullOrWhiteSpace(root.TextOf("script")))
            losses.Lost(LossCodes.Script, "The story's script is not run.");
        if (!string.IsNullOrWhiteSpace(root.TextOf("style")))
            losses.Lost(LossCodes.Style, "Nothing is seen of a story that is heard: its styles are left out.");
        return TwineStoryAssembly.Assemble(root.TextOf("name"), StartName(root, passages), data, [.. passages.Select(ReadPassage)], losses);
    }

    /// <summary>The specification says a number in its text and a name in its example.</summary>
    private static string? StartName(JsonObject root, List<JsonObject> passages)
    {
        if ((root["start"] ?? root["startnode"]) is not JsonValue start)
            return null;
        var wanted = start.ToString();
        return passages.Find(passage => passage.TextOf("name") != wanted && passage["pid"]?.ToString() == wanted)?.TextOf("name") ?? wanted;
    }

    private static TwinePassage ReadPassage(JsonObject passage) => new(
        (passage.TextOf("name") ?? "").Trim(),
        (passage.TextOf("text") ?? "").ReplaceLineEndings("\n").TrimEnd(),
        Tags(passage["tags"]),
        passage["metadata"].TextOf("position") ?? PointOf(passage["position"]),
        passage["metadata"].TextOf("size"));

    private static IReadOnlyList<string> Tags(JsonNode? tags) => tags switch
    {
        JsonArray list => [.. list.Select(JsonNodeReading.AsText).OfType<string>()],
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static string? PointOf(JsonNode? position) =>
        position is JsonObject point && point["x"] is JsonValue x && point["y"] is JsonValue y ? $"{x},{y}" : position.AsText();
}
