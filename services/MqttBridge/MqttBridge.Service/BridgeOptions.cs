using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.Bridge.Service;

/// <summary>When an account has MQTT sessions.</summary>
public enum SessionPolicy
{
    /// <summary>As long as it is linked.</summary>
    Always,

    /// <summary>While somebody watches its players, a story runs, audio is asked for, a command waits or something plays; for installations with very many accounts.</summary>
    OnDemand,
}

public sealed class BridgeOptions
{
    /// <summary>When an account has MQTT sessions.</summary>
    public SessionPolicy Sessions { get; init; } = SessionPolicy.Always;

    /// <summary>How long a session that was opened on demand stays after the last wish for it.</summary>
    [Range(1, 86_400)] public int IdleSeconds { get; init; } = 600;

    /// <summary>How long a partition stays with an owner that says nothing, by the database's clock. A third of it passes between two renewals.</summary>
    [Range(3, 25)] public int LeaseSeconds { get; init; } = 20;

    /// <summary>How often rows that another replica wrote are looked for; what this process writes is seen at once.</summary>
    [Range(1, 60)] public int ReconcileSeconds { get; init; } = 2;

    /// <summary>Leases have to be renewed in time, however seldom rows are looked for.</summary>
    public TimeSpan LookEvery => TimeSpan.FromSeconds(Math.Min(ReconcileSeconds, LeaseSeconds / 3.0));

    /// <summary>CONNECTs of the whole process, so that a restarted broker is not stormed (failures F22).</summary>
    [Range(1, 10_000)] public int ConnectsPerSecond { get; init; } = 50;

    /// <summary>The longest silence on a connection; after one and a half times as long it counts as dead.</summary>
    [Range(2, 300)] public int KeepAliveSeconds { get; init; } = 60;

    /// <summary>How often players are asked to go on telling, at the latest; they fall silent five minutes after the last time (yoto-cloud §3.4).</summary>
    [Range(1, 240)] public int RearmSeconds { get; init; } = 240;

    /// <summary>A player that plays and says nothing for so long has perhaps stopped telling, and is asked again; it should report every five seconds.</summary>
    [Range(1, 240)] public int SilenceSeconds { get; init; } = 20;
}
