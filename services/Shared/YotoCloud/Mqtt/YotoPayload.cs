using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>
/// Reads JSON that was written by firmware: fields may be missing, null, native or text (the documentation types everything as
/// text, captures show native types, yoto-cloud §3.6). A field of an unreadable type counts as absent; nothing here throws.
/// </summary>
internal static class YotoPayload
{
    /// <summary>Extended status is about 2 KiB; anything far beyond is not a player's word.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Tolerant = new() { MaxDepth = 16, AllowTrailingCommas = true };

    /// <summary>The payload's object, detached from the bytes; null if it is not a JSON object of sensible size.</summary>
    public static JsonElement? ReadObject(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length is 0 or > MaxBytes || !Utf8.IsValid(payload.Span)) return null;
        try
        {
            using var document = JsonDocument.Parse(payload, Tolerant);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Optional<string?> Text(this JsonElement parent, string name) => !parent.TryGetProperty(name, out var value) ? default : value.ValueKind switch
    {
        JsonValueKind.Null => new Optional<string?>(null),
        JsonValueKind.String => AsText(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => default,
    };

    public static Optional<long?> Integer(this JsonElement parent, string name)
    {
        if (!parent.TryGetProperty(name, out var value)) return default;
        if (value.ValueKind == JsonValueKind.Null) return new Optional<long?>(null);
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean() ? 1 : 0;

        var text = value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => AsText(value).Value, _ => null };
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return default;
        return Math.Abs(number) < 1e15 ? (long)number : default(Optional<long?>);
    }

    public static Optional<int?> SmallInteger(this JsonElement parent, string name)
    {
        var number = parent.Integer(name);
        if (!number.IsPresent) return default;
        if (number.Value is null) return new Optional<int?>(null);
        return number.Value is >= int.MinValue and <= int.MaxValue ? (int)number.Value : default(Optional<int?>);
    }

    public static Optional<bool?> Flag(this JsonElement parent, string name)
    {
        var text = parent.Text(name);
        if (!text.IsPresent) return default;
        return text.Value switch
        {
            null => new Optional<bool?>(null),
            "1" => true,
            "0" => false,
            _ => bool.TryParse(text.Value, out var flag) ? flag : default(Optional<bool?>),
        };
    }

    /// <summary>Every field but the named ones, as raw JSON.</summary>
    public static IReadOnlyDictionary<string, string> Others(this JsonElement parent, IReadOnlySet<string> known)
    {
        var others = new Dictionary<string, string>();
        foreach (var property in parent.EnumerateObject())
        {
            if (NameOf(property) is { } name && !known.Contains(name)) others[name] = property.Value.GetRawText();
        }

        return others;
    }

    /// <summary>Null for a name that is half a surrogate pair: valid JSON, yet no text.</summary>
    public static string? NameOf(JsonProperty property) => OrNull(() => property.Name);

    private static Optional<string?> AsText(JsonElement value) =>
        OrNull(value.GetString) is { } text ? new Optional<string?>(text) : default;

    private static string? OrNull(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
