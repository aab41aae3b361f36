namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>A guard as it was understood; names are still names.</summary>
internal abstract record GuardNode(int Position)
{
    public sealed record Number(long Value, int Position) : GuardNode(Position);

    public sealed record Text(string Value, int Position) : GuardNode(Position);

    public sealed record Truth(bool Value, int Position) : GuardNode(Position);

    public sealed record Name(string Value, int Position) : GuardNode(Position);

    public sealed record Call(string Function, IReadOnlyList<GuardNode> Arguments, int Position) : GuardNode(Position);

    public sealed record Unary(string Sign, GuardNode Operand, int Position) : GuardNode(Position);

    public sealed record Binary(string Sign, GuardNode Left, GuardNode Right, int Position) : GuardNode(Position);

    public sealed record In(GuardNode Operand, IReadOnlyList<GuardNode> Literals, int Position) : GuardNode(Position);
}
