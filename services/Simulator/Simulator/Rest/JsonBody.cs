using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Simulation.Rest;

/// <summary>Reads and writes JSON documents whose unknown fields must survive.</summary>
internal static class JsonBody
{
    /// <summary>Titles in any language travel as they are, not as escapes.</summary>
    public static JsonSerializerOptions Wire { get; } = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON object of a request body; an empty body is an empty object, anything else is nothing.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return Parse(await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
    }

    public static JsonObject? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>A number, also when it travels as a string, as many of Yoto's do.</summary>
    public static double? Number(this JsonObject node, string name) =>
        node[name] is JsonValue value && value.GetValueKind() is (JsonValueKind.Number or JsonValueKind.String)
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    public static bool Flag(this JsonObject node, string name) => node[name]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => node.Number(name) is not 0,
        JsonValueKind.String => node.Text(name) is "1" or "true",
        _ => false,
    };
}
