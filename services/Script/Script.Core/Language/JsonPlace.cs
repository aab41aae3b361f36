using System.Text.Json;

namespace YotoSmartStream.Stories.Language;

/// <summary>A value of the document together with where it stands. Reading a wrong type says so and answers null.</summary>
internal readonly struct JsonPlace(JsonElement element, string pointer, DiagnosticList diagnostics)
{
    public string Pointer => pointer;

    public JsonValueKind Kind => element.ValueKind;

    public DiagnosticList Diagnostics => diagnostics;

    public bool IsEmpty => Kind switch
    {
        JsonValueKind.Object => !element.EnumerateObject().Any(),
        JsonValueKind.Array => element.GetArrayLength() == 0,
        JsonValueKind.Null => true,
        _ => false,
    };

    public static string Escape(string step) => step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    public static string Unescape(string step) => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    public JsonPlace? Member(string name) =>
        Kind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? At(name, value) : null;

    public IEnumerable<(string Name, JsonPlace Place)> Members()
    {
        if (Kind != JsonValueKind.Object)
        {
            WrongType("an object");
            yield break;
        }

        foreach (var property in element.EnumerateObject())
            yield return (property.Name, At(property.Name, property.Value));
    }

    public IEnumerable<JsonPlace> Items()
    {
        if (Kind != JsonValueKind.Array)
        {
            WrongType("a list");
            yield break;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
            yield return new JsonPlace(item, $"{pointer}/{index++}", diagnostics);
    }

    /// <summary>The items of a list, up to a limit: a step is done in bounded time only if what it may have to do is bounded.</summary>
    public IEnumerable<JsonPlace> Items(int limit, string what)
    {
        var count = 0;
        foreach (var item in Items())
        {
            if (count++ == limit)
            {
                diagnostics.Error(DiagnosticCodes.ItemsLimit, pointer, $"A list of {what} has at most {limit} items.");
                yield break;
            }

            yield return item;
        }
    }

    public string? Text(int maxLength = int.MaxValue)
    {
        if (Kind != JsonValueKind.String)
        {
            WrongType("a text");
            return null;
        }

        var text = element.GetString()!;
        if (text.Length <= maxLength)
            return text;
        Refuse($"This text has more than {maxLength} characters.");
        return null;
    }

    /// <summary>Fields that mean nothing to the engine, but have to be texts.</summary>
    public void ExpectTexts(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Member(name)?.Text();
    }

    public bool? Truth()
    {
        if (Kind is JsonValueKind.True or JsonValueKind.False)
            return Kind == JsonValueKind.True;
        WrongType("true or false");
        return null;
    }

    public int? Whole(int min, int max)
    {
        if (Integer() is { } number && number >= min && number <= max)
            return (int)number;
        WrongType($"a whole number from {min} to {max}");
        return null;
    }

    /// <summary>A whole number of 64 bits, also when it is written as <c>1.0</c>; null, without a word, for anything else.</summary>
    public long? Integer()
    {
        if (Kind != JsonValueKind.Number)
            return null;
        if (element.TryGetInt64(out var number))
            return number;
        return element.TryGetDecimal(out var exact) && decimal.IsInteger(exact) && exact is >= long.MinValue and <= long.MaxValue ? (long)exact : null;
    }

    /// <summary>Seconds as whole milliseconds, rounded half up (C2). More than any audio lasts is as good as for ever.</summary>
    public long? Milliseconds()
    {
        if (Kind == JsonValueKind.Number && element.TryGetDouble(out var seconds) && seconds >= 0)
        {
            return seconds < int.MaxValue && element.TryGetDecimal(out var exact)
                ? (long)Math.Floor((exact * 1000) + 0.5m)
                : (long)int.MaxValue * 1000;
        }

        WrongType("a number of seconds, 0 or more");
        return null;
    }

    /// <summary>An id; a whole number means its decimal text (L3).</summary>
    public string? Reference()
    {
        var id = Kind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Number => element.GetRawText(),
            _ => "",
        };
        if (Kind == JsonValueKind.Number ? id.All(char.IsAsciiDigit) && id.Length <= StoryLimits.NameLength : StoryIds.AreWellFormed(id))
            return id;
        WrongType("an id: 1 to 64 letters, digits, '_', '.', '-', '/', or a whole number");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Kind == JsonValueKind.String && words.TryGetValue(element.GetString()!, out var value))
            return value;
        WrongType($"one of {string.Join(", ", words.Keys)}");
        return null;
    }

    /// <summary>Unknown fields are kept and ignored, but said (L1).</summary>
    public void HintUnknown(HashSet<string> known)
    {
        if (Kind != JsonValueKind.Object)
            return;
        foreach (var property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name) && !property.Name.StartsWith("x-", StringComparison.Ordinal))
                diagnostics.Hint(DiagnosticCodes.UnknownField, At(property.Name, property.Value).Pointer, $"'{Shown(property.Name)}' is not a field of this format; it is kept and ignored.");
        }
    }

    public void Refuse(string message) => diagnostics.Error(DiagnosticCodes.Schema, pointer, message);

    private JsonPlace At(string name, JsonElement value) => new(value, $"{pointer}/{Escape(name)}", diagnostics);

    private void WrongType(string expected) => Refuse($"Here belongs {expected}.");

    private static string Shown(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
