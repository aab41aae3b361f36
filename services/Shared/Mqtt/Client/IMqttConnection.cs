namespace YotoSmartStream.Mqtt;

/// <summary>
/// One MQTT connection, from CONNACK to its end; after the end, open a new one. Any MQTT library can stand behind this port.
/// </summary>
public interface IMqttConnection : IAsyncDisposable
{
    /// <summary>Whether the broker remembered this client's session (MQTT 3.1.1, section 3.2.2.2), so that its subscriptions still stand.</summary>
    bool SessionPresent { get; }

    /// <summary>Completes, never fails, when the connection has ended, and says why.</summary>
    Task<MqttClosure> Closed { get; }

    /// <summary>Subscribes and waits for SUBACK (3.8, 3.9). The answers have the order of the requests.</summary>
    Task<IReadOnlyList<MqttSubscriptionResult>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken);

    /// <summary>Unsubscribes and waits for UNSUBACK (3.10, 3.11).</summary>
    Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken);

    /// <summary>
    /// Publishes (3.3). At quality 0 it returns when there is room to send; at quality 1 when PUBACK has arrived. If the connection ends before, it
    /// throws <see cref="MqttConnectionException"/> and nobody knows whether the broker has the message; with an
    /// <see cref="MqttClientOptions.Session"/> the message is sent again by the next connection.
    /// </summary>
    Task PublishAsync(MqttMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// The received messages in order, for one consumer; ends with the connection. The consumer acknowledges each one
    /// (<see cref="MqttReceivedMessage.AcknowledgeAsync"/>), otherwise the broker stops sending and delivers again after a reconnect.
    /// </summary>
    IAsyncEnumerable<MqttReceivedMessage> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Ends the connection with DISCONNECT (3.14): the broker drops the will.</summary>
    Task DisconnectAsync(CancellationToken cancellationToken);

    /// <summary>Breaks the connection as a lost network would: the broker publishes the will.</summary>
    void Abort();
}

/// <summary>Opens connections.</summary>
public interface IMqttConnector
{
    /// <summary>Connects and waits for CONNACK.</summary>
    /// <exception cref="MqttRefusedException">The broker said no.</exception>
    /// <exception cref="MqttConnectionException">The broker was not reached or did not answer.</exception>
    Task<IMqttConnection> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken);
}
