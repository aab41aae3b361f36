namespace YotoSmartStream.Bridge.Observing;

/// <summary>A fact about a player, read from two snapshots. Becomes <c>PlayerObserved</c>.</summary>
/// <param name="Kind">One of <c>ObservationKinds</c>.</param>
/// <param name="Confidence">0–1.</param>
/// <param name="State">The player after the change.</param>
public sealed record Observation(string Kind, double Confidence, PlayerSnapshot State)
{
    /// <summary>The card that the fact is about: the one taken away, for a removal.</summary>
    public string? CardId { get; init; } = State.CardId;

    public string? PreviousChapterKey { get; init; }

    /// <summary>One of <c>TrackCauses</c>, for a track entered and for a stop at the end of one.</summary>
    public string? Cause { get; init; }

    public string? Button { get; init; }

    public int? PositionSeconds { get; init; } = State.PositionSeconds;

    public int? TrackSeconds { get; init; } = State.TrackSeconds;

    public int? VolumeSteps { get; init; }

    public Guid? CommandId { get; init; }

    /// <summary>By the player's clock.</summary>
    public long PlayerUtc { get; init; }
}

/// <summary>What a report was: news, or something that must not be believed twice.</summary>
public enum ReportVerdict
{
    News,

    /// <summary>The same bytes again (QoS 1).</summary>
    Repeated,

    /// <summary>Newer messages have overtaken everything that it says.</summary>
    Overtaken,
}

/// <param name="After">The snapshot with the report merged into it.</param>
/// <param name="Observations">In the order in which they happened; mostly none.</param>
/// <param name="Verdict">What the report was.</param>
public sealed record Observed(PlayerSnapshot After, IReadOnlyList<Observation> Observations, ReportVerdict Verdict);
