using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>One change of the state, resolved to slots (E1).</summary>
public abstract record Effect(Expression? When)
{
    /// <summary>All values are computed before the first is stored (E3).</summary>
    public sealed record Store(Expression? When, bool Adds, ImmutableArray<Assignment> Assignments) : Effect(When);

    public sealed record Toggle(Expression? When, int Variable) : Effect(When);

    public sealed record Randomize(Expression? When, ImmutableArray<Range> Ranges) : Effect(When);

    /// <param name="When">Its guard.</param>
    /// <param name="Collectible">-1 for one that does not exist: nothing is collected.</param>
    public sealed record Collect(Expression? When, int Collectible) : Effect(When);

    public sealed record Mark(Expression? When, int Checkpoint) : Effect(When);

    public sealed record Reset(Expression? When, ResetScope Scope) : Effect(When);

    public readonly record struct Assignment(int Variable, Expression Value);

    public readonly record struct Range(int Variable, long Low, int Count);
}

/// <summary>What a reset forgets (E5).</summary>
public enum ResetScope
{
    Session,
    Visits,
    All,
}
