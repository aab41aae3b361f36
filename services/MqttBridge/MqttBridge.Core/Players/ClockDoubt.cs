using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Players;

/// <summary>
/// A message came whose stamp is far older than others before it. Either it was delivered very late, again perhaps, and must not be
/// believed; or the player's clock was set back, and everything from now on looks like that. So the player is asked for everything, twice:
/// what it answers after a while, whole and no older than the message that raised the doubt, is its new time.
/// </summary>
/// <param name="Utc">The stamp that raised it.</param>
/// <param name="Since">Our clock.</param>
public sealed record ClockDoubt(long Utc, DateTimeOffset Since)
{
    /// <summary>What was on its way already when the doubt arose has arrived by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private bool WasAskedAgain { get; init; }

    public DateTimeOffset? AskAgainAt => WasAskedAgain ? null : Since + Settling;

    public ClockDoubt AskedAgain() => this with { WasAskedAgain = true };

    public bool IsSettledBy(PlayerReport report, DateTimeOffset now) => report.IsFull && report.EventUtc >= Utc && now - Since >= Settling;
}
