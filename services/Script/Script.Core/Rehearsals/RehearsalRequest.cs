using System.Globalization;
using System.Text.Json;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Rehearsals;

/// <summary>What <c>POST /api/scripts/{card_id}/test</c> asks for (T1).</summary>
/// <param name="Script">The story as written, null for the stored draft.</param>
/// <param name="Seed">State of the random generator.</param>
/// <param name="Initial">What variables hold before the first event.</param>
/// <param name="Events">What happens, in order.</param>
public sealed record RehearsalRequest(byte[]? Script, ulong Seed, IReadOnlyList<InitialValue> Initial, IReadOnlyList<StoryEvent> Events)
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Unspecified);

    /// <returns>Null when the diagnostics say why.</returns>
    public static RehearsalRequest? Read(ReadOnlyMemory<byte> utf8, DiagnosticList diagnostics)
    {
        if (!JsonScreening.Passes(utf8.Span, StoryLimits.TestBytes, diagnostics))
            return null;
        using var document = JsonDocument.Parse(utf8);
        var root = new JsonPlace(document.RootElement, "", diagnostics);
        if (root.Kind != JsonValueKind.Object)
        {
            root.Refuse("A test is an object with inputs.");
            return null;
        }

        var request = new RehearsalRequest(
            document.RootElement.TryGetProperty("script", out var script) ? JsonSerializer.SerializeToUtf8Bytes(script) : null,
            ReadSeed(root.Member("seed")),
            root.Member("initial") is { } initial ? initial.Members().Select(member => InitialValue.Read(member.Name, member.Place)).ToList() : [],
            ReadEvents(root));
        return diagnostics.HasErrors ? null : request;
    }

    private static ulong ReadSeed(JsonPlace? place)
    {
        if (place?.Text() is not { } text)
            return 0;
        if (text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seed))
            return seed;
        place.Value.Refuse("A seed has 16 hexadecimal digits.");
        return 0;
    }

    private static List<StoryEvent> ReadEvents(JsonPlace root)
    {
        if (root.Member("inputs") is not { } inputs)
        {
            root.Refuse("The field 'inputs' is missing: the list of events.");
            return [];
        }

        var events = inputs.Items().Take(StoryLimits.TestInputs + 1).Select(ReadEvent).ToList();
        if (events.Count > StoryLimits.TestInputs)
            inputs.Diagnostics.Error(DiagnosticCodes.InputsLimit, inputs.Pointer, $"A test has at most {StoryLimits.TestInputs} events.");
        return events;
    }

    private static StoryEvent ReadEvent(JsonPlace place) => new(
        ReadInput(place),
        ReadTime(place.Member("at")),
        place.Member("pos_ms")?.Whole(0, int.MaxValue),
        place.Member("gap_min")?.Whole(0, int.MaxValue) ?? 0,
        place.Member("bedtime")?.Truth() ?? false,
        place.Member("minutes")?.Whole(0, int.MaxValue) ?? 0,
        place.Member("device")?.Text() ?? "standard",
        place.Member("lang")?.Text());

    private static StoryInput ReadInput(JsonPlace place)
    {
        if (place.Member("in") is not { } name)
            place.Refuse("An event is an object with 'in'.");
        else if (name.Text() is { } text && StoryInputs.ByName(text) is { } input)
            return input;
        else
            name.Refuse($"An event is insert, {string.Join(", ", StoryInputs.ChoiceNames)}.");
        return StoryInput.Insert;
    }

    private static DateTime ReadTime(JsonPlace? place)
    {
        if (place?.Text() is not { } text)
            return Noon;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        place.Value.Refuse("A time looks like 2026-01-01T12:00:00.");
        return Noon;
    }
}

/// <summary>A value as it was stored before the first event: a session that begins resets the session's own (V5).</summary>
public sealed record InitialValue(string Name, string Pointer, bool? Truth, long? Number, string? Word)
{
    internal static InitialValue Read(string name, JsonPlace place) => new(
        name,
        place.Pointer,
        place.Kind is JsonValueKind.True or JsonValueKind.False ? place.Kind == JsonValueKind.True : null,
        place.Integer(),
        place.Kind == JsonValueKind.String ? place.Text() : null);

    public void PutInto(StoryState state, DiagnosticList diagnostics)
    {
        var variable = state.Graph.Variables.FirstOrDefault(variable => variable.Name == Name);
        if (variable is null)
            diagnostics.Error(DiagnosticCodes.UnknownName, Pointer, "The story has no variable of this name.", Suggestion.For(Name, state.Graph.Variables.Select(known => known.Name)));
        else if (In(variable.Domain) is { } value)
            state.Set(variable.Slot, value);
        else
            diagnostics.Error(DiagnosticCodes.BadDomain, Pointer, "This variable cannot hold this value.");
    }

    private int? In(VariableDomain domain) => domain.Type switch
    {
        VariableType.Bool when Truth is { } truth => truth ? 1 : 0,
        VariableType.Int when Number is { } number => number < domain.Min ? domain.Min : number > domain.Max ? domain.Max : (int)number,   // V4: a stored value is clamped.
        VariableType.Enum when Word is { } word => domain.Values.IndexOf(word) is >= 0 and var index ? index : null,
        _ => null,
    };
}
