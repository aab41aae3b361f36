namespace YotoSmartStream.Mqtt;

/// <summary>The limits of a broker. Whatever a client does, it costs the broker at most this much.</summary>
public sealed record MqttBrokerOptions
{
    /// <summary>How long a new connection may take to send its CONNECT (MQTT 3.1.1, section 3.1).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest silence that a client may ask for; one that asks for more, or for no limit at all, gets this. Null: no such limit.</summary>
    public TimeSpan? MaximumKeepAlive { get; init; }

    /// <summary>The longest packet that is accepted.</summary>
    public int MaximumPacketBytes { get; init; } = 256 * 1024;

    /// <summary>The best quality of service on offer: subscriptions are granted at most this, publishes above it close the connection.</summary>
    public QualityOfService MaximumQualityOfService { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>Whether a filter that the policy does not permit closes the connection, as at AWS IoT; otherwise SUBACK refuses it (section 3.9.3).</summary>
    public bool ClosesOnRefusedSubscription { get; init; } = true;

    /// <summary>How many filters one session may hold; SUBACK refuses the next.</summary>
    public int MaximumSubscriptions { get; init; } = 10_000;

    /// <summary>How many deliveries to one client may be unconfirmed at once.</summary>
    public int MaximumInFlight { get; init; } = 100;

    /// <summary>How many confirmed-quality messages wait for one client, present or away; newer ones are dropped.</summary>
    public int MaximumQueuedMessages { get; init; } = 1_000;

    /// <summary>How many bytes of unconfirmed and waiting messages one session holds; newer messages are dropped.</summary>
    public int MaximumHeldBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many bytes wait for one slow client before messages of quality 0 are dropped for it.</summary>
    public int MaximumWaitingBytes { get; init; } = 1024 * 1024;

    /// <summary>How many topics keep a retained message; a message for one more is delivered but not kept.</summary>
    public int MaximumRetainedMessages { get; init; } = 1_000_000;

    /// <summary>How long a persistent session outlives its last connection.</summary>
    public TimeSpan AbandonedSessionLifetime { get; init; } = TimeSpan.FromHours(1);

    internal void Check()
    {
        // A session needs a packet id for each delivery in flight, and there are 65,535 (section 2.3.1).
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaximumInFlight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaximumInFlight, ushort.MaxValue);
    }
}
