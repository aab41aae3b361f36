namespace YotoSmartStream.Simulation.Players;

/// <summary>The volume in the player's 16 steps, under the limit of the day or of the night.</summary>
internal sealed class Volume
{
    public const int Steps = 16;

    public int Step { get; private set; } = 8;
    public int Limit { get; private set; } = Steps;


    /// <summary>The step that a command in percent reaches, before the limit.</summary>
    public static int StepOf(double percent) => (int)Math.Floor(Math.Clamp(percent, 0, 100) * Steps / 100);

    /// <summary>Whether anything changed: a player reports no change that was none.</summary>
    public bool Set(int step)
    {
        var clamped = Math.Clamp(step, 0, Limit);
        if (clamped == Step) return false;
        Step = clamped;
        return true;
    }

    public bool SetLimit(int limit)
    {
        if (limit == Limit) return false;
        Limit = limit;
        Step = Math.Min(Step, limit);
        return true;
    }
}
