using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>What guards and values say now (G4–G7).</summary>
internal ref partial struct Macrostep
{
    /// <summary>What an expression says of a state while nothing happens.</summary>
    public static long Evaluate(StoryState state, Expression expression)
    {
        var nothing = new StoryEvent(StoryInput.Insert, default);
        return new Macrostep(state.Graph, state, in nothing, null).Evaluate(expression);
    }

    private readonly bool Holds(Expression? guard) => guard is null || Evaluate(guard) != 0;

    private readonly long Evaluate(Expression expression)
    {
        Span<long> stack = stackalloc long[expression.Depth];
        var top = -1;
        foreach (var instruction in expression.Code)
        {
            var operation = instruction.Operation;
            if (operation < Operation.Negate)
            {
                stack[++top] = Load(instruction, expression);
            }
            else if (operation < Operation.Add)
            {
                stack[top] = Change(operation, stack[top], instruction, expression);
            }
            else if (operation < Operation.IsBetween)
            {
                var right = stack[top--];
                stack[top] = Combine(operation, stack[top], right);
            }
            else
            {
                top -= 2;
                stack[top] = StoryArithmetic.IsBetween(stack[top], stack[top + 1], stack[top + 2]) ? 1 : 0;
            }
        }

        return stack[0];
    }

    private readonly long Load(Instruction instruction, Expression expression)
    {
        var slot = (int)instruction.Operand;
        return instruction.Operation switch
        {
            Operation.Constant => instruction.Operand,
            Operation.Variable => state.Variables[slot],
            Operation.Visits => state.VisitsOf(slot),
            Operation.TurnsSince => state.TurnsSince(slot),
            Operation.Collected => state.HasCollected(slot) ? 1 : 0,
            Operation.EndingSeen => state.HasSeen(slot) ? 1 : 0,
            Operation.Device => _event.Device == expression.Words[slot] ? 1 : 0,
            Operation.Hour => _event.At.Hour,
            Operation.Weekday => _event.At.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)_event.At.DayOfWeek,
            Operation.MinutesPlayed => _event.MinutesPlayed,
            _ => _event.Bedtime ? 1 : 0,
        };
    }

    private static long Change(Operation operation, long value, Instruction instruction, Expression expression) => operation switch
    {
        Operation.Negate => StoryArithmetic.Negate(value),
        Operation.Not => value == 0 ? 1 : 0,
        Operation.Absolute => StoryArithmetic.Absolute(value),
        _ => Array.IndexOf(expression.Sets[(int)instruction.Operand], value) >= 0 ? 1 : 0,
    };

    private readonly long Combine(Operation operation, long left, long right) => operation switch
    {
        Operation.Add => StoryArithmetic.Add(left, right),
        Operation.Subtract => StoryArithmetic.Subtract(left, right),
        Operation.Multiply => StoryArithmetic.Multiply(left, right),
        Operation.Divide => right == 0 ? ByZero() : StoryArithmetic.Divide(left, right),
        Operation.Remainder => right == 0 ? ByZero() : StoryArithmetic.Remainder(left, right),
        Operation.And => left & right,
        Operation.Or => left | right,
        Operation.Equal => left == right ? 1 : 0,
        Operation.NotEqual => left != right ? 1 : 0,
        Operation.Less => left < right ? 1 : 0,
        Operation.LessOrEqual => left <= right ? 1 : 0,
        Operation.Greater => left > right ? 1 : 0,
        Operation.GreaterOrEqual => left >= right ? 1 : 0,
        Operation.Least => Math.Min(left, right),
        _ => Math.Max(left, right),
    };

    private readonly long ByZero()
    {
        Note(DiagnosticCodes.DivisionByZero);
        return 0;
    }
}
