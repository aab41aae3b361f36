using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Analysis;

/// <summary>What a guard can say at all, from what its variables can hold: an interval that contains every value it ever has.</summary>
internal static class GuardRange
{
    private static readonly (long Low, long High) Anything = (long.MinValue, long.MaxValue);
    private static readonly (long Low, long High) Unsure = (0, 1);

    public static (long Low, long High) Of(Expression expression, StoryGraph graph)
    {
        var stack = new Stack<(long Low, long High)>();
        foreach (var instruction in expression.Code)
        {
            if (instruction.Operation < Operation.Negate)
            {
                stack.Push(Load(instruction, graph));
            }
            else if (instruction.Operation < Operation.Add)
            {
                stack.Push(Change(instruction, stack.Pop(), expression));
            }
            else if (instruction.Operation < Operation.IsBetween)
            {
                var right = stack.Pop();
                stack.Push(Combine(instruction.Operation, stack.Pop(), right));
            }
            else
            {
                stack.Pop();
                stack.Pop();
                stack.Pop();
                stack.Push(Unsure);
            }
        }

        return stack.Pop();
    }

    private static (long, long) Load(Instruction instruction, StoryGraph graph) => instruction.Operation switch
    {
        Operation.Constant => (instruction.Operand, instruction.Operand),
        Operation.Variable => (graph.Variables[(int)instruction.Operand].Domain.Min, graph.Variables[(int)instruction.Operand].Domain.Max),
        Operation.Visits or Operation.TurnsSince => (0, StoryState.MaxCount),
        Operation.Hour => (0, 23),
        Operation.Weekday => (1, 7),
        Operation.MinutesPlayed => (0, int.MaxValue),
        _ => Unsure,
    };

    private static (long, long) Change(Instruction instruction, (long Low, long High) value, Expression expression) => instruction.Operation switch
    {
        Operation.Negate => (StoryArithmetic.Negate(value.High), StoryArithmetic.Negate(value.Low)),
        Operation.Not => (value.High != 0 ? 0 : 1, value.Low != 0 ? 0 : 1),
        Operation.Absolute => (0, long.MaxValue),
        _ => (0, expression.Sets[(int)instruction.Operand].Any(item => item >= value.Low && item <= value.High) ? 1 : 0),
    };

    private static (long, long) Combine(Operation operation, (long Low, long High) left, (long Low, long High) right) => operation switch
    {
        Operation.Add => (StoryArithmetic.Add(left.Low, right.Low), StoryArithmetic.Add(left.High, right.High)),
        Operation.Subtract => (StoryArithmetic.Subtract(left.Low, right.High), StoryArithmetic.Subtract(left.High, right.Low)),
        Operation.And => (left.Low & right.Low, left.High & right.High),
        Operation.Or => (left.Low | right.Low, left.High | right.High),
        Operation.Least => (Math.Min(left.Low, right.Low), Math.Min(left.High, right.High)),
        Operation.Greatest => (Math.Max(left.Low, right.Low), Math.Max(left.High, right.High)),
        Operation.Less => Compared(left.High < right.Low, left.Low >= right.High),
        Operation.LessOrEqual => Compared(left.High <= right.Low, left.Low > right.High),
        Operation.Greater => Compared(left.Low > right.High, left.High <= right.Low),
        Operation.GreaterOrEqual => Compared(left.Low >= right.High, left.High < right.Low),
        Operation.Equal => Compared(IsOne(left) && left == right, left.High < right.Low || left.Low > right.High),
        Operation.NotEqual => Compared(left.High < right.Low || left.Low > right.High, IsOne(left) && left == right),
        _ => Anything,
    };

    private static bool IsOne((long Low, long High) value) => value.Low == value.High;

    private static (long, long) Compared(bool always, bool never) => always ? (1, 1) : never ? (0, 0) : Unsure;
}
