namespace YotoSmartStream.Mqtt;

/// <summary>A message as it arrived, waiting to be acknowledged.</summary>
/// <param name="message">The message.</param>
/// <param name="isDuplicate">Whether the broker says that it may have been delivered before (MQTT 3.1.1, section 3.3.1.1).</param>
/// <param name="acknowledge">Sends what confirms it.</param>
public sealed class MqttReceivedMessage(MqttMessage message, bool isDuplicate, Func<CancellationToken, ValueTask> acknowledge)
{
    public MqttMessage Message { get; } = message;

    public string Topic => Message.Topic;

    public ReadOnlyMemory<byte> Payload => Message.Payload;

    public bool IsDuplicate { get; } = isDuplicate;

    /// <summary>
    /// Tells the broker that the message is safe here, which ends its redelivery. PUBACKs leave in the order of the messages (section 4.6), so
    /// this one waits, without blocking the caller, for those before it. Does nothing at quality 0, the second time, and after the connection's end.
    /// </summary>
    public ValueTask AcknowledgeAsync(CancellationToken cancellationToken = default) => acknowledge(cancellationToken);
}
