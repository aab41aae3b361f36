using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Stories.Service;

/// <summary>How stories steer players; section <c>Script</c>.</summary>
public sealed class ScriptOptions
{
    /// <summary>How long a command to a player is worth sending: act, answer and sound take up to four seconds, and it is tried twice.</summary>
    [Range(5, 300)] public int CommandLifetimeSeconds { get; init; } = 15;

    /// <summary>How much longer a story waits to hear what became of a command before it believes that nobody will say.</summary>
    [Range(1, 300)] public int CompletionGraceSeconds { get; init; } = 15;

    /// <summary>How often it is looked whether a question has waited long enough.</summary>
    [Range(100, 60_000)] public int TimerPollMilliseconds { get; init; } = 1_000;

    /// <summary>Compiled stories that are kept in memory.</summary>
    [Range(1, 10_000)] public int CompiledStories { get; init; } = 256;

    /// <summary>Where the families live, as an IANA name such as <c>Europe/London</c>: stories ask for the hour and the weekday.</summary>
    [Required] public string TimeZone { get; init; } = "UTC";

    /// <summary>When bedtime begins for stories, such as <c>19:30</c>; unset for never.</summary>
    public TimeOnly? BedtimeFrom { get; init; }

    /// <summary>
    /// Every story that a player can tell alone is published so, not only those that ask for it. Off until it has been seen that the players
    /// of this installation follow the jumps of self-made cards (yoto-cloud §5.3).
    /// </summary>
    public bool TellsNatively { get; init; }

    /// <summary>When bedtime is over.</summary>
    public TimeOnly? BedtimeUntil { get; init; }
}
