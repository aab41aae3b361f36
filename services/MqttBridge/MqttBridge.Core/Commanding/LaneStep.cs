namespace YotoSmartStream.Bridge.Commanding;

/// <summary>What a lane wants done. The state machine decides; somebody else publishes and writes.</summary>
public abstract record LaneAct(PlayerCommand Command)
{
    /// <summary>Publish it. The first attempt is 1; a second one should also ask the player for its state.</summary>
    public sealed record Send(PlayerCommand Command, int Attempt) : LaneAct(Command);

    /// <summary>Keep it until the lane is free.</summary>
    public sealed record Hold(PlayerCommand Command) : LaneAct(Command);

    /// <summary>It is over. <paramref name="Reason"/> is null when the effect was seen.</summary>
    public sealed record Finish(PlayerCommand Command, string? Reason, bool Acknowledged) : LaneAct(Command);
}

public sealed record LaneStep(CommandLane Lane, IReadOnlyList<LaneAct> Acts)
{
    internal LaneStep Then(Func<CommandLane, LaneStep> next)
    {
        var step = next(Lane);
        return step with { Acts = [.. Acts, .. step.Acts] };
    }
}

/// <summary>Why a command ended without its effect. Stable codes.</summary>
public static class CommandFailures
{
    public const string Offline = "offline";
    public const string Expired = "expired";

    /// <summary>The player answered FAIL, twice.</summary>
    public const string Refused = "refused";

    /// <summary>Nothing that the player reported showed it.</summary>
    public const string NoEffect = "no-effect";

    public const string NotLinked = "not-linked";

    /// <summary>A newer start of the same player made it pointless before it was sent.</summary>
    public const string Superseded = "superseded";

    /// <summary>Too many commands wait already.</summary>
    public const string LaneFull = "lane-full";

    /// <summary>Nobody taught the bridge this command.</summary>
    public const string UnknownCommand = "unknown-command";
}
