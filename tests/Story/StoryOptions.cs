using System.Globalization;

namespace YotoSmartStream.StoryDriver;

/// <summary>What <c>./run story</c> was asked for.</summary>
/// <param name="IsDistributed">A process per service instead of one.</param>
/// <param name="SwapLeftAndRight">Plants a defect that the run must report.</param>
/// <param name="Choices">At least so many are made after every path was walked once, for the latency.</param>
/// <param name="Speed">Player seconds per real second.</param>
/// <param name="StandaloneProgram">The program as it is shipped; null: the one that was built together with this one.</param>
internal sealed record StoryOptions(bool IsDistributed, bool SwapLeftAndRight, int Choices, int Speed, string? StandaloneProgram)
{
    public static StoryOptions Parse(string[] args)
    {
        var swap = args.Contains("--swap-left-right");
        return new StoryOptions(
            args.Contains("--distributed"),
            swap,
            Number(args, "--choices") ?? (swap ? 0 : 200),
            Number(args, "--speed") ?? 8,
            Text(args, "--standalone-program"));
    }

    private static int? Number(string[] args, string name) => Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}
