namespace YotoSmartStream.Simulation.Players;

/// <summary>How long commands are on their way until a player obeys and answers, in player time.</summary>
public sealed record CommandLatency(TimeSpan Start, TimeSpan Others)
{
    /// <summary>At once: for tests that measure something else.</summary>
    public static CommandLatency None { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>What was measured with real players: a start is answered after 0.8 s, anything else after 0.15 s.</summary>
    public static CommandLatency Measured { get; } = new(TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(0.15));

    internal TimeSpan Of(string command) => command is "card/start" or "card-play" ? Start : Others;
}
