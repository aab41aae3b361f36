using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Players;

/// <summary>What one message, one request or the passing of time meant for a player: decided, but not yet saved or sent.</summary>
public sealed record PlayerTurn(PlayerState After)
{
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    public IReadOnlyList<LaneAct> Acts { get; init; } = [];

    /// <summary>The player came or went; null if that did not change.</summary>
    public bool? PresenceChangedTo { get; init; }

    public ReportVerdict Verdict { get; init; } = ReportVerdict.News;

    /// <summary>What the player said cannot be right or is not enough: it shall tell everything.</summary>
    public bool AsksForEverything { get; init; }

    public IEnumerable<LaneAct.Send> Sendings => Acts.OfType<LaneAct.Send>();

    /// <summary>How many events it raises.</summary>
    public int Announces => Observations.Count + (PresenceChangedTo is null ? 0 : 1) + Acts.Count(act => act is LaneAct.Finish);

    /// <summary>Somebody has to learn of it, or it would be forgotten by a restart. Position ticks are neither.</summary>
    public bool MustBeSaved => Observations.Count > 0 || PresenceChangedTo is not null || Acts.Count > 0;
}
