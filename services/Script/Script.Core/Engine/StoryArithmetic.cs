namespace YotoSmartStream.Stories.Engine;

/// <summary>Whole numbers of 64 bits that saturate (G4).</summary>
internal static class StoryArithmetic
{
    public static long Add(long left, long right)
    {
        var sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0 ? Saturated(left) : sum;
    }

    public static long Subtract(long left, long right)
    {
        var difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) < 0 ? Saturated(left) : difference;
    }

    public static long Multiply(long left, long right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high == low >> 63 ? low : Saturated(left ^ right);
    }

    /// <summary>Towards zero; the caller has seen to it that the divisor is not zero.</summary>
    public static long Divide(long left, long right) => right == -1 ? Negate(left) : left / right;

    public static long Remainder(long left, long right) => right == -1 ? 0 : left % right;

    public static long Negate(long value) => value == long.MinValue ? long.MaxValue : -value;

    public static long Absolute(long value) => value < 0 ? Negate(value) : value;

    /// <summary>Inclusive; when the first end is the larger one, it wraps (G6).</summary>
    public static bool IsBetween(long value, long from, long to) =>
        from <= to ? value >= from && value <= to : value >= from || value <= to;

    private static long Saturated(long sign) => sign < 0 ? long.MinValue : long.MaxValue;
}
