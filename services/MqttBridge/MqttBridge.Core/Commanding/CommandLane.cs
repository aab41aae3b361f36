using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Commanding;

/// <summary>A command that was published and whose effect has not been seen yet.</summary>
/// <param name="Command">The command.</param>
/// <param name="Attempt">1 or 2.</param>
/// <param name="SentAt">When the last attempt was published.</param>
/// <param name="Acknowledged">The player answered OK: received, which does not mean obeyed.</param>
/// <param name="Refused">The player answered FAIL to the last attempt.</param>
public sealed record SentCommand(PlayerCommand Command, int Attempt, DateTimeOffset SentAt, bool Acknowledged = false, bool Refused = false);

/// <summary>
/// The commands of one player: one in flight, the others wait (yoto-cloud §5.4 rule 5). Immutable, and time is an input, so a
/// step that could not be saved simply did not happen.
/// </summary>
public sealed record CommandLane
{
    public const int MaxWaiting = 8;

    private const int EndedKept = 32;

    /// <summary>How long the player has to show the effect, per attempt.</summary>
    public static readonly TimeSpan EffectWithin = TimeSpan.FromSeconds(3);

    /// <summary>A command that failed may still show its effect: long after, it would look like the child's doing.</summary>
    public static readonly TimeSpan LateEffectWithin = TimeSpan.FromSeconds(15);

    public static CommandLane Idle { get; } = new();

    /// <summary>There is a session to send with. Without one commands wait, until they expire.</summary>
    public bool IsConnected { get; init; }

    public SentCommand? InFlight { get; init; }

    public IReadOnlyList<PlayerCommand> Waiting { get; init; } = [];

    private SentCommand? GivenUp { get; init; }

    /// <summary>Commands that ended a short time ago, so that nobody's late copy of one begins again.</summary>
    private IReadOnlyList<Guid> Ended { get; init; } = [];

    /// <summary>When <see cref="PassTime"/> has something to do.</summary>
    public DateTimeOffset? NextDeadline
    {
        get
        {
            DateTimeOffset? effectBy = InFlight is null ? null : IsConnected ? InFlight.SentAt + EffectWithin : InFlight.Command.ExpiresAt;
            return Waiting.Select(command => (DateTimeOffset?)command.ExpiresAt).Append(effectBy).Min();
        }
    }

    /// <summary>The command whose effect the player may be about to show.</summary>
    public PlayerCommand? Expected(DateTimeOffset now) =>
        InFlight?.Command ?? (GivenUp is not null && now - GivenUp.SentAt <= LateEffectWithin ? GivenUp.Command : null);

    /// <summary>It waits here or is in flight.</summary>
    public bool Holds(Guid commandId) => InFlight?.Command.CommandId == commandId || Waiting.Any(waiting => waiting.CommandId == commandId);

    public LaneStep Request(PlayerCommand command, PlayerSnapshot player, bool? online, DateTimeOffset now)
    {
        if (Holds(command.CommandId) || Ended.Contains(command.CommandId)) return Stay();
        if (!command.IsSupported) return Refuse(command, CommandFailures.UnknownCommand);
        if (command.ExpiresAt <= now) return Refuse(command, CommandFailures.Expired);
        if (online is false) return Refuse(command, CommandFailures.Offline);
        if (InFlight is null && IsConnected && Waiting.Count == 0) return Begin(command, player, now);

        var (superseded, kept) = command.IsStart ? Split(waiting => waiting.IsStart) : ([], Waiting);
        if (kept.Count >= MaxWaiting) return Refuse(command, CommandFailures.LaneFull);

        return (this with { Waiting = kept }).RefuseAll(superseded, CommandFailures.Superseded)
            .Then(lane => new LaneStep(lane with { Waiting = [.. kept, command] }, [new LaneAct.Hold(command)]));
    }

    /// <summary>Takes in a command that was written down elsewhere. It begins when time passes next.</summary>
    public CommandLane Adopt(PlayerCommand command) =>
        Holds(command.CommandId) || Ended.Contains(command.CommandId) ? this : this with { Waiting = [.. Waiting, command] };

    /// <summary>The player spoke: perhaps of the effect that is waited for.</summary>
    public LaneStep Hear(PlayerSnapshot player, DateTimeOffset now) =>
        InFlight is not null && !player.HasGap && InFlight.Command.IsReachedBy(player) ? End(null).Then(lane => lane.Next(player, now)) : Stay();

    /// <summary>
    /// The player answered. OK is only noted, unless nothing else will ever show. FAIL is tried once more at once, then believed. An answer that names a request
    /// names its attempt, so a late FAIL of the first attempt does not kill the second.
    /// </summary>
    public LaneStep HearAnswer(CommandAnswer answer, PlayerSnapshot player, DateTimeOffset now)
    {
        if (InFlight is null || !answer.Answers(InFlight)) return Stay();
        if (answer.IsOk)
        {
            var acknowledged = this with { InFlight = InFlight with { Acknowledged = true } };
            return InFlight.Command.ShowsEffect ? new LaneStep(acknowledged, []) : acknowledged.End(null).Then(lane => lane.Next(player, now));
        }

        return InFlight.Attempt < InFlight.Command.MaxAttempts
            ? Resend(now)
            : (this with { InFlight = InFlight with { Refused = true } }).End(CommandFailures.Refused).Then(lane => lane.Next(player, now));
    }

    public LaneStep PassTime(PlayerSnapshot player, bool? online, DateTimeOffset now) =>
        online is false ? GoOffline() : DropExpired(now).Then(lane => lane.Watch(player, now));

    public LaneStep LoseConnection() => new(this with { IsConnected = false }, []);

    /// <summary>What was in flight gets its time again: the player is about to tell everything, perhaps the effect too.</summary>
    public LaneStep GainConnection(PlayerSnapshot player, DateTimeOffset now) =>
        (this with { IsConnected = true, InFlight = InFlight is null ? null : InFlight with { SentAt = now } }).Next(player, now);

    /// <summary>Nothing reaches a player that is off, and nothing is queued for it (yoto-cloud §3.10).</summary>
    public LaneStep GoOffline()
    {
        var ended = InFlight is null ? Stay() : End(InFlight.Command.TakesPlayerAway ? null : CommandFailures.Offline);
        return ended.Then(lane => (lane with { GivenUp = null, Waiting = [] }).RefuseAll(lane.Waiting, CommandFailures.Offline));
    }

    private LaneStep Watch(PlayerSnapshot player, DateTimeOffset now)
    {
        if (InFlight is null) return Next(player, now);
        if (!IsConnected) return InFlight.Command.ExpiresAt <= now ? End(CommandFailures.Expired) : Stay();
        if (now - InFlight.SentAt < EffectWithin) return Stay();
        return InFlight.Attempt < InFlight.Command.MaxAttempts && InFlight.Command.ExpiresAt > now
            ? Resend(now)
            : End(InFlight.Refused ? CommandFailures.Refused : CommandFailures.NoEffect).Then(lane => lane.Next(player, now));
    }

    private LaneStep DropExpired(DateTimeOffset now)
    {
        var (expired, kept) = Split(command => command.ExpiresAt <= now);
        return (this with { Waiting = kept }).RefuseAll(expired, CommandFailures.Expired);
    }

    private LaneStep Next(PlayerSnapshot player, DateTimeOffset now)
    {
        if (InFlight is not null || !IsConnected || Waiting.Count == 0) return Stay();

        var next = Waiting[0];
        var rest = this with { Waiting = [.. Waiting.Skip(1)] };
        return next.ExpiresAt <= now
            ? rest.Refuse(next, CommandFailures.Expired).Then(lane => lane.Next(player, now))
            : rest.Begin(next, player, now).Then(lane => lane.Next(player, now));
    }

    /// <summary>A delivered-again command whose target the player already reports is done: it is not sent twice (design §6).</summary>
    private LaneStep Begin(PlayerCommand command, PlayerSnapshot player, DateTimeOffset now) =>
        command.IsPointlessFor(player)
            ? new LaneStep(Forget(command), [new LaneAct.Finish(command, null, false)])
            : new LaneStep(this with { InFlight = new SentCommand(command, 1, now), GivenUp = null }, [new LaneAct.Send(command, 1)]);

    private LaneStep Resend(DateTimeOffset now)
    {
        var again = InFlight! with { Attempt = InFlight.Attempt + 1, SentAt = now };
        return new LaneStep(this with { InFlight = again }, [new LaneAct.Send(again.Command, again.Attempt)]);
    }

    private LaneStep End(string? reason) => new(
        Forget(InFlight!.Command) with { InFlight = null, GivenUp = reason is null ? null : InFlight },
        [new LaneAct.Finish(InFlight.Command, reason, InFlight.Acknowledged)]);

    private LaneStep Refuse(PlayerCommand command, string reason) =>
        new(Forget(command), [new LaneAct.Finish(command, reason, false)]);

    private LaneStep RefuseAll(IReadOnlyList<PlayerCommand> commands, string reason) =>
        commands.Aggregate(Stay(), (step, command) => step.Then(lane => lane.Refuse(command, reason)));

    private CommandLane Forget(PlayerCommand command) => this with { Ended = [.. Ended.TakeLast(EndedKept - 1), command.CommandId] };

    private LaneStep Stay() => new(this, []);

    private (IReadOnlyList<PlayerCommand> Matching, IReadOnlyList<PlayerCommand> Others) Split(Func<PlayerCommand, bool> matches) =>
        ([.. Waiting.Where(matches)], [.. Waiting.Where(command => !matches(command))]);
}
