using System.Text.Json;

namespace YotoSmartStream.YotoCloud.Http;

/// <summary>Reads what somebody else wrote: a field that is missing or of another type is absent, never an exception.</summary>
internal static class TolerantJson
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) body = "{}"u8.ToArray();
        try
        {
            using var document = JsonDocument.Parse(body, Limits);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : null;

    public static string? Text(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static bool? Flag(this JsonElement element, string name) => element.Child(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
