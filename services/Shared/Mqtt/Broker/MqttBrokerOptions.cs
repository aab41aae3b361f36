namespace YotoSmartStream.Mqtt;

/// <summary>The limits of a broker.</summary>
public sealed record MqttBrokerOptions
{
    /// <summary>How long a new connection may take to send its CONNECT (MQTT 3.1.1, section 3.1).</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest packet that is accepted.</summary>
    public int MaximumPacketBytes { get; init; } = 256 * 1024;

    /// <summary>The best quality of service on offer: subscriptions are granted at most this, publishes above it close the connection.</summary>
    public QualityOfService MaximumQualityOfService { get; init; } = QualityOfService.ExactlyOnce;

    /// <summary>How many deliveries to one client may be unconfirmed at once.</summary>
    public int MaximumInFlight { get; init; } = 100;

    /// <summary>How many confirmed-quality messages wait for one client, present or away; newer ones are dropped.</summary>
    public int MaximumQueuedMessages { get; init; } = 1_000;

    /// <summary>How many bytes wait for one slow client before messages of quality 0 are dropped for it.</summary>
    public int MaximumWaitingBytes { get; init; } = 1024 * 1024;

    /// <summary>How many topics keep a retained message; a message for one more is delivered but not kept.</summary>
    public int MaximumRetainedMessages { get; init; } = 1_000_000;

    /// <summary>How long a persistent session outlives its last connection.</summary>
    public TimeSpan AbandonedSessionLifetime { get; init; } = TimeSpan.FromHours(1);
}
