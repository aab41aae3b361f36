using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>A guard or value as postfix code over slots: no names, no reflection, nothing allocated when it is evaluated (§3).</summary>
/// <param name="Code">In the order in which it is evaluated.</param>
/// <param name="Depth">How many values are open at once at most.</param>
/// <param name="Sets">The lists that <c>in</c> looks into.</param>
/// <param name="Words">The texts that <c>device</c> compares with.</param>
public sealed record Expression(ImmutableArray<Instruction> Code, int Depth, ImmutableArray<long[]> Sets, ImmutableArray<string> Words)
{
    /// <summary>Its value, if it is the same at all times.</summary>
    public long? Constant => Code is [{ Operation: Operation.Constant } only] ? only.Operand : null;
}

public readonly record struct Instruction(Operation Operation, long Operand);

public enum Operation : byte
{
    // What pushes a value.
    Constant,
    Variable,
    Visits,
    TurnsSince,
    Collected,
    EndingSeen,
    Device,
    Hour,
    Weekday,
    MinutesPlayed,
    IsBedtime,

    // What takes one value.
    Negate,
    Not,
    Absolute,
    IsAnyOf,

    // What takes two.
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Least,
    Greatest,

    // What takes three.
    IsBetween,
}
