namespace YotoSmartStream.Mqtt;

/// <summary>One control packet (MQTT 3.1.1, section 2).</summary>
internal abstract record MqttPacket;

/// <summary>Section 3.1.</summary>
internal sealed record ConnectPacket : MqttPacket
{
    public required string ClientId { get; init; }
    public bool CleanSession { get; init; }
    public ushort KeepAliveSeconds { get; init; }
    public MqttMessage? Will { get; init; }
    public string? UserName { get; init; }
    public byte[]? Password { get; init; }
}

/// <summary>Section 3.2.</summary>
internal sealed record ConnAckPacket(bool SessionPresent, MqttConnectReturnCode ReturnCode) : MqttPacket;

/// <summary>Section 3.3. <see cref="PacketId"/> is 0 exactly when the message is sent at most once.</summary>
internal sealed record PublishPacket(MqttMessage Message, ushort PacketId, bool Duplicate = false) : MqttPacket;

/// <summary>Section 3.4.</summary>
internal sealed record PubAckPacket(ushort PacketId) : MqttPacket;

/// <summary>Section 3.5.</summary>
internal sealed record PubRecPacket(ushort PacketId) : MqttPacket;

/// <summary>Section 3.6.</summary>
internal sealed record PubRelPacket(ushort PacketId) : MqttPacket;

/// <summary>Section 3.7.</summary>
internal sealed record PubCompPacket(ushort PacketId) : MqttPacket;

/// <summary>Section 3.8.</summary>
internal sealed record SubscribePacket(ushort PacketId, IReadOnlyList<MqttSubscription> Subscriptions) : MqttPacket;

/// <summary>Section 3.9. A null entry is a refused filter (return code 0x80).</summary>
internal sealed record SubAckPacket(ushort PacketId, IReadOnlyList<QualityOfService?> Granted) : MqttPacket;

/// <summary>Section 3.10.</summary>
internal sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters) : MqttPacket;

/// <summary>Section 3.11.</summary>
internal sealed record UnsubAckPacket(ushort PacketId) : MqttPacket;

/// <summary>Section 3.12.</summary>
internal sealed record PingReqPacket : MqttPacket
{
    public static readonly PingReqPacket Instance = new();
}

/// <summary>Section 3.13.</summary>
internal sealed record PingRespPacket : MqttPacket
{
    public static readonly PingRespPacket Instance = new();
}

/// <summary>Section 3.14.</summary>
internal sealed record DisconnectPacket : MqttPacket
{
    public static readonly DisconnectPacket Instance = new();
}
