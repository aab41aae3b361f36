using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange;

/// <summary>Reads JSON that a stranger wrote: the result holds nothing that fails later, when it is looked at.</summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        MaxDepth = Language.StoryLimits.Depth,
    };

    /// <returns>Null for anything but one well-formed object.</returns>
    public static JsonObject? ReadObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return Copy(document.RootElement) as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;   // InvalidOperationException: half a surrogate pair, escaped; ArgumentException: the same, as it is.
        }
    }

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var copy = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    copy[property.Name] = Copy(property.Value);
                return copy;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}

internal static class JsonNodeReading
{
    public static string? TextOf(this JsonNode? node, string field) => (node as JsonObject)?[field].AsText();

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
