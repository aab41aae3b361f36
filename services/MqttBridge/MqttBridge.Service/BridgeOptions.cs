using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Bridge.Service;

/// <summary>When an account has an MQTT session.</summary>
public enum SessionPolicy
{
    /// <summary>As long as it is linked.</summary>
    Always,
}

public sealed class BridgeOptions
{
    /// <summary>When an account has an MQTT session.</summary>
    public SessionPolicy Sessions { get; init; } = SessionPolicy.Always;

    /// <summary>How long a partition stays with an owner that says nothing, by the database's clock. A third of it passes between two renewals.</summary>
    [Range(3, 300)] public int LeaseSeconds { get; init; } = 20;

    /// <summary>How often rows that another replica wrote are looked for; what this process writes is seen at once.</summary>
    [Range(1, 60)] public int ReconcileSeconds { get; init; } = 2;

    /// <summary>CONNECTs of the whole process, so that a restarted broker is not stormed (failures F22).</summary>
    [Range(1, 10_000)] public int ConnectsPerSecond { get; init; } = 50;
}
