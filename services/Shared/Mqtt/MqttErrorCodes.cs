namespace YotoSmartStream.Mqtt;

/// <summary>The stable codes of every <see cref="MqttException"/> and <see cref="MqttClosure"/>.</summary>
public static class MqttErrorCodes
{
    // A packet that breaks MQTT 3.1.1.
    public const string PacketType = "mqtt.packet-type";
    public const string ReservedFlags = "mqtt.reserved-flags";
    public const string RemainingLength = "mqtt.remaining-length";
    public const string PacketTooLarge = "mqtt.packet-too-large";
    public const string Truncated = "mqtt.truncated";
    public const string TrailingBytes = "mqtt.trailing-bytes";
    public const string Text = "mqtt.text";
    public const string PacketId = "mqtt.packet-id";
    public const string TopicName = "mqtt.topic-name";
    public const string TopicFilter = "mqtt.topic-filter";
    public const string QualityOfService = "mqtt.quality-of-service";
    public const string EmptyRequest = "mqtt.empty-request";
    public const string ProtocolName = "mqtt.protocol-name";
    public const string ProtocolLevel = "mqtt.protocol-level";
    public const string ConnectFlags = "mqtt.connect-flags";
    public const string ReturnCode = "mqtt.return-code";
    public const string UnexpectedPacket = "mqtt.unexpected-packet";
    public const string TextFrame = "mqtt.text-frame";

    // A connection that could not be opened.
    public const string Unreachable = "mqtt.unreachable";
    public const string ConnectTimeout = "mqtt.connect-timeout";
    public const string Refused = "mqtt.refused";

    // A connection that ended.
    public const string Requested = "mqtt.requested";
    public const string Aborted = "mqtt.aborted";
    public const string ClosedByPeer = "mqtt.closed-by-peer";
    public const string TransportFailed = "mqtt.transport-failed";
    public const string Silence = "mqtt.silence";
    public const string NoAnswer = "mqtt.no-answer";
    public const string ReceiveOverflow = "mqtt.receive-overflow";
    public const string TakenOver = "mqtt.taken-over";
    public const string Expired = "mqtt.expired";
    public const string NotPermitted = "mqtt.not-permitted";
    public const string Kicked = "mqtt.kicked";
    public const string BrokerStopped = "mqtt.broker-stopped";
    public const string Failure = "mqtt.failure";
}
