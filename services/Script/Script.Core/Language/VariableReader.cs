using System.Text.Json;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language.Guards;

namespace YotoSmartStream.Stories.Language;

/// <summary>Reads what variables there are and what each may hold (V1, V2).</summary>
internal static class VariableReader
{
    private const int MaxNameLength = 32;

    private static readonly HashSet<string> Fields = ["type", "default", "min", "max", "values", "overflow", "scope"];

    private static readonly Dictionary<string, VariableType> Types = new()
    {
        ["bool"] = VariableType.Bool, ["int"] = VariableType.Int, ["enum"] = VariableType.Enum,
    };

    private static readonly Dictionary<string, VariableScope> Scopes = new()
    {
        ["session"] = VariableScope.Session,
        ["story"] = VariableScope.Story,
        ["child"] = VariableScope.Child,
        ["player"] = VariableScope.Player,
        ["tenant"] = VariableScope.Tenant,
    };

    private static readonly Dictionary<string, bool> Overflows = new() { ["clamp"] = false, ["wrap"] = true };

    public static IReadOnlyList<VariableScript> ReadAll(JsonPlace? place)
    {
        var variables = new List<VariableScript>();
        if (place is not { } written)
            return variables;
        foreach (var (name, variable) in written.Members())
        {
            if (variables.Count == StoryLimits.Variables)
            {
                written.Diagnostics.Error(DiagnosticCodes.VariablesLimit, written.Pointer, $"A story has at most {StoryLimits.Variables} variables.");
                break;
            }

            if (!IsName(name))
                variable.Refuse($"A variable's name begins with a small letter and has at most {MaxNameLength} small letters, digits and '_'.");
            else if (GuardWords.IsKeyword(name) || GuardWords.IsFunction(name))
                variable.Refuse("This word has a meaning in guards: choose another name (V2).");
            variables.Add(new VariableScript(name, variable.Pointer, ReadDomain(variable)));
        }

        return variables;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && char.IsAsciiLetterLower(name[0])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static VariableDomain ReadDomain(JsonPlace place)
    {
        if (place.Kind != JsonValueKind.Object)
            place.Refuse("A variable is an object with 'type'.");
        place.HintUnknown(Fields);
        var scope = place.Member("scope")?.Word(Scopes) ?? VariableScope.Session;
        if (place.Member("type") is { } type)
        {
            switch (type.Word(Types))
            {
                case VariableType.Int:
                    return ReadInt(place, scope);
                case VariableType.Enum:
                    return ReadEnum(place, scope);
            }
        }
        else if (place.Kind == JsonValueKind.Object)
        {
            place.Refuse("The field 'type' is missing: bool, int or enum.");
        }

        return ReadBool(place, scope);
    }

    private static VariableDomain ReadBool(JsonPlace place, VariableScope scope)
    {
        var preset = place.Member("default");
        if (preset is { } written && written.Kind is not (JsonValueKind.True or JsonValueKind.False))
            BadDomain(written, "The default of a bool is true or false.");
        return new VariableDomain(VariableType.Bool, scope, 0, 1, preset?.Kind == JsonValueKind.True ? 1 : 0, Wraps: false, []);
    }

    private static VariableDomain ReadInt(JsonPlace place, VariableScope scope)
    {
        var (min, max) = (place.Member("min")?.Integer(), place.Member("max")?.Integer());
        if (min is null || max is null || min < int.MinValue || max > int.MaxValue || min > max)
        {
            BadDomain(place, "An int has min and max, whole numbers of 32 bits, min not above max.");
            (min, max) = (0, 0);
        }

        var domain = new VariableDomain(
            VariableType.Int, scope, (int)min, (int)max, Default: 0, place.Member("overflow")?.Word(Overflows) ?? false, []);
        if (place.Member("default") is not { } preset)
            return domain with { Default = Math.Clamp(0, domain.Min, domain.Max) };
        if (preset.Integer() is { } number && number >= min && number <= max)
            return domain with { Default = (int)number };
        BadDomain(preset, $"The default is a whole number from {min} to {max}.");
        return domain;
    }

    private static VariableDomain ReadEnum(JsonPlace place, VariableScope scope)
    {
        var values = place.Member("values") is { Kind: JsonValueKind.Array } list
            ? list.Items().Take(StoryLimits.EnumValues + 1).Select(value => value.Text() ?? "").ToList()
            : [];
        if (values.Count is 0 or > StoryLimits.EnumValues || values.Distinct(StringComparer.Ordinal).Count() != values.Count)
            BadDomain(place, $"An enum has 1 to {StoryLimits.EnumValues} values, all different.");
        var preset = 0;
        if (place.Member("default") is { } written)
        {
            preset = written.Kind == JsonValueKind.String ? values.IndexOf(written.Text()!) : -1;
            if (preset < 0)
                BadDomain(written, "The default is one of the values.");
        }

        return new VariableDomain(VariableType.Enum, scope, 0, Math.Max(0, values.Count - 1), Math.Max(0, preset), Wraps: false, [.. values]);
    }

    private static void BadDomain(JsonPlace place, string sentence) => place.Diagnostics.Error(DiagnosticCodes.BadDomain, place.Pointer, sentence);
}
