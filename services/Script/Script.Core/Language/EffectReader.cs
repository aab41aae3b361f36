using System.Text.Json;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads effects. Each has exactly one operation (E1).</summary>
internal static class EffectReader
{
    private static readonly string[] Operations = ["set", "add", "toggle", "random", "collect", "checkpoint", "reset"];

    private static readonly HashSet<string> Fields = [.. Operations, "when"];

    private static readonly Dictionary<string, ResetScope> Resets = new()
    {
        ["session"] = ResetScope.Session, ["visits"] = ResetScope.Visits, ["all"] = ResetScope.All,
    };

    public static IReadOnlyList<EffectScript> ReadAll(JsonPlace? place) =>
        place is { } effects ? effects.Items(StoryLimits.EffectsPerList, "effects").Select(Read).OfType<EffectScript>().ToList() : [];

    private static EffectScript? Read(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object)
        {
            place.Refuse("An effect is an object.");
            return null;
        }

        place.HintUnknown(Fields);
        var operations = Operations.Where(operation => place.Member(operation) is not null).ToList();
        if (operations.Count != 1)
        {
            place.Diagnostics.Error(DiagnosticCodes.BadEffect, place.Pointer, $"An effect has exactly one of {string.Join(", ", Operations)}.", "Write one effect for each change.");
            return null;
        }

        var when = ExpressionReader.Read(place.Member("when"));
        var operand = place.Member(operations[0])!.Value;
        return operations[0] switch
        {
            "set" => new EffectScript.Store(place.Pointer, when, Adds: false, Values(operand)),
            "add" => new EffectScript.Store(place.Pointer, when, Adds: true, Values(operand)),
            "random" => new EffectScript.Randomize(place.Pointer, when, Ranges(operand)),
            "toggle" => operand.Text() is { } name ? new EffectScript.Toggle(place.Pointer, when, new Reference(name, operand.Pointer)) : null,
            "collect" => operand.Text() is { } id ? new EffectScript.Collect(place.Pointer, when, new Reference(id, operand.Pointer)) : null,
            "checkpoint" => operand.Text() is { } name ? new EffectScript.Mark(place.Pointer, when, name) : null,
            _ => operand.Word(Resets) is { } scope ? new EffectScript.Reset(place.Pointer, when, scope) : null,
        };
    }

    private static List<(Reference, ExpressionScript)> Values(JsonPlace operand)
    {
        var values = new List<(Reference Variable, ExpressionScript)>();
        foreach (var (name, place) in operand.Members())
        {
            if (ExpressionReader.Read(place) is { } value)
                values.Add((new Reference(name, place.Pointer), value));
        }

        return [.. values.OrderBy(entry => entry.Variable.Id, StringComparer.Ordinal)];
    }

    private static List<(Reference, long, long)> Ranges(JsonPlace operand)
    {
        var ranges = new List<(Reference Variable, long, long)>();
        foreach (var (name, place) in operand.Members())
        {
            var ends = place.Kind == JsonValueKind.Array ? place.Items().Take(3).Select(end => end.Integer()).ToList() : [];
            if (ends is not [{ } low, { } high])
                place.Refuse("A range is a list of two whole numbers: the smallest and the largest.");
            else if (low > high || (Int128)high - low + 1 > int.MaxValue)
                place.Diagnostics.Error(DiagnosticCodes.BadEffect, place.Pointer, $"A range holds 1 to {int.MaxValue} values, the smallest first (E2).");
            else
                ranges.Add((new Reference(name, place.Pointer), low, high));
        }

        return [.. ranges.OrderBy(entry => entry.Variable.Id, StringComparer.Ordinal)];
    }
}
