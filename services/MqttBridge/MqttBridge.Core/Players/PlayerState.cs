using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Players;

/// <summary>
/// Everything that the bridge holds of one player in memory. Immutable: each method says what would change, and the caller
/// moves on to <see cref="PlayerTurn.After"/> once that is safe.
/// </summary>
/// <param name="Snapshot">What the player last said.</param>
/// <param name="Online">Presence on MQTT; null if never heard.</param>
/// <param name="Lane">Its commands.</param>
public sealed record PlayerState(PlayerSnapshot Snapshot, bool? Online, CommandLane Lane)
{
    public static PlayerState New { get; } = new(PlayerSnapshot.Unheard, null, CommandLane.Idle);

    /// <summary>As it was before a restart: at most one command was in flight, the others wait in the order of their requests.</summary>
    public static PlayerState Restore(PlayerSnapshot snapshot, bool? online, IEnumerable<BridgeCommand> commands)
    {
        var ordered = commands.OrderBy(command => command.RequestedAt).ToLookup(command => command.SentAt is not null);
        var inFlight = ordered[true].LastOrDefault();
        var waiting = ordered[true].Where(command => command != inFlight).Concat(ordered[false]).Select(command => command.Body);
        return new PlayerState(snapshot, online, CommandLane.Idle with { InFlight = inFlight?.AsSent(), Waiting = [.. waiting] });
    }

    /// <summary>The player may have set its clock back; null when there is no doubt about it.</summary>
    public ClockDoubt? Doubt { get; private init; }

    /// <summary>When <see cref="PassTime"/> has something to do.</summary>
    public DateTimeOffset? NextDeadline => Doubt is { AskAgainAt: { } askAgainAt } && !(Lane.NextDeadline < askAgainAt) ? askAgainAt : Lane.NextDeadline;

    public PlayerTurn Hear(PlayerReport report, DateTimeOffset now)
    {
        if (!Snapshot.HasHeard(report) && Snapshot.IsFarAheadOf(report))
        {
            if (Doubt is null || !Doubt.IsSettledBy(report, now))
                return new PlayerTurn(this with { Doubt = Doubt ?? new ClockDoubt(report.EventUtc, now) }) { Verdict = ReportVerdict.Overtaken, AsksForEverything = Doubt is null };
            return (this with { Snapshot = Snapshot.AfterGap(), Doubt = null }).Hear(report, now);
        }

        var observed = PlayerObserver.Observe(Snapshot, report, Lane.Expected(now));
        if (observed.Verdict != ReportVerdict.News) return new PlayerTurn(this) { Verdict = observed.Verdict };

        var step = Lane.Hear(observed.After, now);
        return new PlayerTurn(this with { Snapshot = observed.After, Lane = step.Lane, Doubt = null }) { Observations = observed.Observations, Acts = step.Acts };
    }

    public PlayerTurn HearPresence(bool online)
    {
        if (Online == online) return new PlayerTurn(this);

        var step = online ? new LaneStep(Lane, []) : Lane.GoOffline();
        var snapshot = online ? Snapshot : Snapshot.AfterGap();
        return new PlayerTurn(this with { Snapshot = snapshot, Online = online, Lane = step.Lane }) { PresenceChangedTo = online, Acts = step.Acts };
    }

    public PlayerTurn HearAnswer(CommandAnswer answer, DateTimeOffset now) => Step(Lane.HearAnswer(answer, Snapshot, now));

    public PlayerTurn Request(PlayerCommand command, DateTimeOffset now) => Step(Lane.Request(command, Snapshot, Online, now));

    /// <summary>A command that was written down elsewhere: it has its row already, so its waiting is nothing to save.</summary>
    public PlayerTurn Adopt(PlayerCommand command) => new(this with { Lane = Lane.Adopt(command) });

    public PlayerTurn PassTime(DateTimeOffset now)
    {
        var turn = Step(Lane.PassTime(Snapshot, Online, now));
        return Doubt?.AskAgainAt <= now ? turn with { After = turn.After with { Doubt = Doubt.AskedAgain() }, AsksForEverything = true } : turn;
    }

    /// <summary>A session is up.</summary>
    /// <param name="mayHaveMissed">Messages may be lost; then nothing is concluded from differences until the player has told everything.</param>
    /// <param name="now">Our clock.</param>
    public PlayerTurn Connect(bool mayHaveMissed, DateTimeOffset now)
    {
        var connected = mayHaveMissed ? this with { Snapshot = Snapshot.AfterGap() } : this;
        return connected.Step(Lane.GainConnection(connected.Snapshot, now));
    }

    public PlayerTurn Disconnect() => Step(Lane.LoseConnection());

    private PlayerTurn Step(LaneStep step) => new(this with { Lane = step.Lane }) { Acts = step.Acts };
}
