using System.Collections.Immutable;
using System.Globalization;

namespace YotoSmartStream.Stories.Engine;

public enum VariableType
{
    Bool,
    Int,
    Enum,
}

/// <summary>How long a variable lives, and with whom it is shared (V4).</summary>
public enum VariableScope
{
    Session,
    Story,
    Child,
    Player,
    Tenant,
}

/// <summary>How widely a collectible is known (G5).</summary>
public enum KeepsakeScope
{
    Story,
    Child,
    Tenant,
}

/// <summary>What a variable may hold. Truth values are 0 and 1, enum values their place in the list: everything is a number inside.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Scope">How long it lives.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The largest value.</param>
/// <param name="Default">What it is at first.</param>
/// <param name="Wraps">Beyond an end of the range it goes on from the other end (V3).</param>
/// <param name="Values">The words of an enum.</param>
public sealed record VariableDomain(VariableType Type, VariableScope Scope, int Min, int Max, int Default, bool Wraps, ImmutableArray<string> Values)
{
    /// <summary>Brings a value into the domain (V3).</summary>
    public int Fit(long value)
    {
        if (value >= Min && value <= Max)
            return (int)value;
        if (!Wraps)
            return value < Min ? Min : Max;
        var span = (long)Max - Min + 1;
        var offset = (Int128)value - Min;
        return (int)(Min + (long)(((offset % span) + span) % span));
    }

    /// <summary>A value in the words of the story.</summary>
    public string Write(int value) => Type switch
    {
        VariableType.Bool => value == 0 ? "false" : "true",
        VariableType.Int => value.ToString(CultureInfo.InvariantCulture),
        _ => Values[value],
    };

    /// <summary>A stored value: what does not fit is brought into the range, or becomes the default (V4).</summary>
    public int Read(string written) => Type switch
    {
        VariableType.Bool => written == "true" ? 1 : written == "false" ? 0 : Default,
        VariableType.Int => long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? (int)Math.Clamp(number, Min, Max) : Default,
        _ => Values.IndexOf(written) is >= 0 and var index ? index : Default,
    };

    public bool IsSameAs(VariableDomain other) =>
        Type == other.Type && Min == other.Min && Max == other.Max && Wraps == other.Wraps && Values.SequenceEqual(other.Values);
}
