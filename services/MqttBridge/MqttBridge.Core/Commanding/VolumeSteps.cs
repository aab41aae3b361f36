namespace YotoSmartStream.Bridge.Commanding;

/// <summary>A player has 16 volume steps; commands speak in percent (yoto-cloud §3.10).</summary>
public static class VolumeSteps
{
    public const int Max = 16;

    /// <summary>The step that a player goes to for this percentage, before its own limit clamps it.</summary>
    public static int StepOf(int percent) => Math.Clamp(percent, 0, 100) * Max / 100;

    /// <summary>The percentage to send so that the player reaches this step: the smallest that rounds down to it.</summary>
    public static int PercentFor(int step) => (Math.Clamp(step, 0, Max) * 25 + 3) / 4;
}
