using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>The type of an expression; of an enum also its words, because two enums are one type only if they have the same (G2).</summary>
internal readonly record struct GuardType(VariableType Type, IReadOnlyList<string> Values)
{
    public static GuardType Bool { get; } = new(VariableType.Bool, []);

    public static GuardType Int { get; } = new(VariableType.Int, []);

    public static GuardType Of(VariableDomain domain) => domain.Type == VariableType.Enum ? new GuardType(VariableType.Enum, domain.Values) : new GuardType(domain.Type, []);

    public bool Fits(GuardType other) => Type == other.Type && Values.SequenceEqual(other.Values);

    public override string ToString() => Type switch
    {
        VariableType.Bool => "true or false",
        VariableType.Int => "a number",
        _ => $"one of {string.Join(", ", Values.Take(8).Select(value => $"'{value}'"))}",
    };
}
