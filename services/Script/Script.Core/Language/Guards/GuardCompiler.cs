using System.Collections.Immutable;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language.Guards;

/// <summary>Checks the types of a guard or value and turns it into postfix code (G2–G6).</summary>
internal sealed partial class GuardCompiler
{
    private static readonly Dictionary<string, Operation> Arithmetic = new()
    {
        ["+"] = Operation.Add, ["-"] = Operation.Subtract, ["*"] = Operation.Multiply, ["/"] = Operation.Divide, ["%"] = Operation.Remainder,
    };

    private static readonly Dictionary<string, Operation> Orders = new()
    {
        ["<"] = Operation.Less, ["<="] = Operation.LessOrEqual, [">"] = Operation.Greater, [">="] = Operation.GreaterOrEqual,
    };

    private readonly IGuardNames _names;
    private readonly ImmutableArray<Instruction>.Builder _code = ImmutableArray.CreateBuilder<Instruction>();
    private readonly List<long[]> _sets = [];
    private readonly List<string> _words = [];
    private int _open;
    private int _depth;

    private GuardCompiler(IGuardNames names) => _names = names;

    public static Expression Compile(GuardNode node, GuardType expected, IGuardNames names)
    {
        var compiler = new GuardCompiler(names);
        compiler.EmitAs(node, expected);
        return new Expression(compiler._code.ToImmutable(), compiler._depth, [.. compiler._sets], [.. compiler._words]);
    }

    private void EmitAs(GuardNode node, GuardType expected)
    {
        var type = Emit(node, expected);
        if (!type.Fits(expected))
            throw new GuardError(DiagnosticCodes.GuardType, node.Position, $"Here belongs {expected}, but this is {type}.");
    }

    /// <param name="node">What to compile.</param>
    /// <param name="hint">What the surroundings expect: it gives a text its meaning.</param>
    private GuardType Emit(GuardNode node, GuardType hint)
    {
        switch (node)
        {
            case GuardNode.Number number:
                Push(Operation.Constant, number.Value);
                return GuardType.Int;
            case GuardNode.Truth truth:
                Push(Operation.Constant, truth.Value ? 1 : 0);
                return GuardType.Bool;
            case GuardNode.Text text:
                Push(Operation.Constant, ValueOf(text, hint));
                return hint;
            case GuardNode.Name name:
                var variable = Find(name);
                Push(Operation.Variable, variable.Slot);
                return GuardType.Of(variable.Domain);
            case GuardNode.Unary unary:
                return EmitUnary(unary);
            case GuardNode.Binary binary:
                return EmitBinary(binary);
            case GuardNode.In list:
                return EmitIn(list);
            default:
                return EmitCall((GuardNode.Call)node);
        }
    }

    private GuardType EmitUnary(GuardNode.Unary unary)
    {
        var type = unary.Sign == "!" ? GuardType.Bool : GuardType.Int;
        EmitAs(unary.Operand, type);
        Add(unary.Sign == "!" ? Operation.Not : Operation.Negate);
        return type;
    }

    private GuardType EmitBinary(GuardNode.Binary binary)
    {
        if (Arithmetic.TryGetValue(binary.Sign, out var arithmetic))
        {
            EmitBoth(binary, GuardType.Int, arithmetic);
            return GuardType.Int;
        }

        if (Orders.TryGetValue(binary.Sign, out var order))
            EmitBoth(binary, GuardType.Int, order);
        else if (binary.Sign is "&&" or "||")
            EmitBoth(binary, GuardType.Bool, binary.Sign == "&&" ? Operation.And : Operation.Or);
        else
            EmitEquality(binary);
        return GuardType.Bool;
    }

    private void EmitBoth(GuardNode.Binary binary, GuardType type, Operation operation)
    {
        EmitAs(binary.Left, type);
        EmitAs(binary.Right, type);
        Add(operation);
    }

    private void EmitEquality(GuardNode.Binary binary)
    {
        var left = Emit(binary.Left, EnumOf(binary.Right));
        var right = Emit(binary.Right, left);
        if (!left.Fits(right))
            throw new GuardError(DiagnosticCodes.GuardType, binary.Position, $"These two cannot be compared: {left}, and {right}.");
        Add(binary.Sign == "==" ? Operation.Equal : Operation.NotEqual);
    }

    private GuardType EmitIn(GuardNode.In list)
    {
        var type = Emit(list.Operand, GuardType.Bool);
        _sets.Add([.. list.Literals.Select(literal => LiteralOf(literal, type))]);
        Add(Operation.IsAnyOf, _sets.Count - 1);
        return GuardType.Bool;
    }

    private static long LiteralOf(GuardNode literal, GuardType type) => literal switch
    {
        GuardNode.Number number when type.Type == VariableType.Int => number.Value,
        GuardNode.Truth truth when type.Type == VariableType.Bool => truth.Value ? 1 : 0,
        GuardNode.Text text => ValueOf(text, type),
        _ => throw new GuardError(DiagnosticCodes.GuardType, literal.Position, $"Here belongs {type}."),
    };

    private Variable Find(GuardNode.Name name) => _names.FindVariable(name.Value)
        ?? throw new GuardError(DiagnosticCodes.UnknownName, name.Position, $"There is no variable '{name.Value}'.", Suggestion.For(name.Value, _names.VariableNames));

    private GuardType EnumOf(GuardNode node) => node is GuardNode.Name name ? GuardType.Of(Find(name).Domain) : GuardType.Bool;

    private static long ValueOf(GuardNode.Text text, GuardType type)
    {
        if (type.Type != VariableType.Enum)
            throw new GuardError(DiagnosticCodes.GuardType, text.Position, "A text in quotes only has a meaning beside an enum.");
        for (var index = 0; index < type.Values.Count; index++)
        {
            if (type.Values[index] == text.Value)
                return index;
        }

        throw new GuardError(DiagnosticCodes.GuardType, text.Position, $"This enum has no value '{text.Value}': it is {type}.", Suggestion.For(text.Value, type.Values));
    }

    private void Push(Operation operation, long operand)
    {
        _code.Add(new Instruction(operation, operand));
        _depth = Math.Max(_depth, ++_open);
    }

    private void Add(Operation operation, long operand = 0)
    {
        _code.Add(new Instruction(operation, operand));
        _open -= operation < Operation.Add ? 0 : operation == Operation.IsBetween ? 2 : 1;
    }
}
