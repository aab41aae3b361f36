using System.Net.Security;

namespace YotoSmartStream.Mqtt;

/// <summary>How to connect (MQTT 3.1.1, section 3.1).</summary>
public sealed record MqttClientOptions
{
    /// <summary><c>mqtt://host:1883</c>, <c>mqtts://host:8883</c>, <c>ws://host/mqtt</c> or <c>wss://host/mqtt</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>Unique among all connections to the broker; a second one ends the first (3.1.3.1, 3.1.4).</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether the broker forgets subscriptions and undelivered messages at the end (3.1.2.4).</summary>
    public bool CleanSession { get; init; } = true;

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    /// <summary>The longest silence this side allows itself (3.1.2.10); zero switches pings and silence detection off.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the broker publishes when the connection ends without DISCONNECT (3.1.2.5).</summary>
    public MqttMessage? Will { get; init; }

    /// <summary>What is unacknowledged across connections of one persistent session; null for a session of one connection.</summary>
    public MqttClientSession? Session { get; init; }

    /// <summary>How long dialling and CONNACK may take together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the broker may take to answer SUBSCRIBE, UNSUBSCRIBE or PUBLISH before the connection counts as broken.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many publishes may wait for PUBACK; further callers wait for their turn.</summary>
    public int MaximumInFlight { get; init; } = 32;

    /// <summary>How many received messages wait for the consumer before reading pauses.</summary>
    public int ReceiveCapacity { get; init; } = 256;

    /// <summary>The longest packet that is accepted.</summary>
    public int MaximumPacketBytes { get; init; } = 256 * 1024;

    /// <summary>Judges the server's certificate instead of the system's rules; for test authorities.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    /// <summary>Makes the transport instead of dialling <see cref="Server"/>; for tests and unusual networks.</summary>
    public Func<CancellationToken, ValueTask<IMqttTransport>>? Dial { get; init; }
}
