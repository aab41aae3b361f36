namespace YotoSmartStream.Mqtt;

/// <summary>Who may connect to a broker and what they may do there.</summary>
public interface IMqttBrokerPolicy
{
    /// <summary>Judges a CONNECT (MQTT 3.1.1, section 3.1.4). An exception refuses it as "server unavailable".</summary>
    ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken);

    /// <summary>Whether the client may subscribe; if not, the broker closes the connection, as AWS IoT does.</summary>
    bool MaySubscribe(MqttBrokerClient client, string filter);

    /// <summary>Whether the client may publish; if not, the broker closes the connection, as AWS IoT does. Asked about its will at CONNECT, too.</summary>
    bool MayPublish(MqttBrokerClient client, string topic);
}

/// <summary>What a CONNECT says about its sender.</summary>
public sealed record MqttConnectRequest(
    string ClientId, string? UserName, byte[]? Password, bool CleanSession, TimeSpan KeepAlive, MqttMessage? Will, string RemoteAddress);

/// <summary>The answer to a CONNECT.</summary>
public sealed record MqttAdmission
{
    private MqttAdmission()
    {
    }

    public MqttConnectReturnCode ReturnCode { get; private init; }

    /// <summary>Whom the policy recognised; it finds this again in <see cref="MqttBrokerClient.Principal"/>.</summary>
    public object? Principal { get; private init; }

    /// <summary>When the broker closes the connection, for credentials that end.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    public static MqttAdmission Accept(object? principal = null, DateTimeOffset? expiresAt = null) => new() { Principal = principal, ExpiresAt = expiresAt };

    public static MqttAdmission Refuse(MqttConnectReturnCode returnCode) => returnCode is MqttConnectReturnCode.Accepted
        ? throw new ArgumentException("A refusal has a code other than Accepted.", nameof(returnCode))
        : new() { ReturnCode = returnCode };
}

/// <summary>Lets everyone do everything; for tests.</summary>
public sealed class PermissiveMqttBrokerPolicy : IMqttBrokerPolicy
{
    public ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttAdmission.Accept());

    public bool MaySubscribe(MqttBrokerClient client, string filter) => true;

    public bool MayPublish(MqttBrokerClient client, string topic) => true;
}
