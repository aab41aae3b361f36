namespace YotoSmartStream.Simulation.Faults;

/// <summary>A fault that was switched on, and whom it strikes: everyone, one account, or one player.</summary>
internal sealed record Fault
{
    public string Id { get; init; } = "";
    public required FaultKind Kind { get; init; }
    public string? AccountId { get; init; }
    public string? PlayerId { get; init; }

    /// <summary>The beginning of the path that it strikes; all paths when absent.</summary>
    public string? Path { get; init; }

    public string? Method { get; init; }
    public int? Status { get; init; }
    public double? Seconds { get; init; }
    public int? Count { get; init; }

    /// <summary>How often it strikes of all the times that it could.</summary>
    public double? Probability { get; init; }

    /// <summary>How many times it strikes before it is over; endless when absent.</summary>
    public int? Times { get; init; }

    public TimeSpan Duration(double otherwiseSeconds) => TimeSpan.FromSeconds(Seconds ?? otherwiseSeconds);
}
