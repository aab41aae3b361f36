namespace YotoSmartStream.Mqtt;

/// <summary>The flags of CONNECT and which of them may stand together (MQTT 3.1.1, section 3.1.2.3).</summary>
internal readonly struct ConnectFlags(int value)
{
    public int Value { get; } = value;

    public bool CleanSession => (Value & 0x02) != 0;

    public bool HasWill => (Value & 0x04) != 0;

    public QualityOfService WillQuality => (QualityOfService)((Value >> 3) & 0b11);

    public bool WillRetain => (Value & 0x20) != 0;

    public bool HasPassword => (Value & 0x40) != 0;

    public bool HasUserName => (Value & 0x80) != 0;

    public static ConnectFlags Of(ConnectPacket packet) => new(
        (packet.CleanSession ? 0x02 : 0)
        | (packet.Will is { } will ? 0x04 | ((int)will.QualityOfService << 3) | (will.Retain ? 0x20 : 0) : 0)
        | (packet.Password is not null ? 0x40 : 0)
        | (packet.UserName is not null ? 0x80 : 0));

    public void Check()
    {
        if ((Value & 0x01) != 0) throw new MqttProtocolException(MqttErrorCodes.ReservedFlags, "The lowest flag of CONNECT is reserved.");
        if (!HasWill && (Value & 0x38) != 0) throw new MqttProtocolException(MqttErrorCodes.ConnectFlags, "Without a will there is no will quality or retain.");
        if (HasPassword && !HasUserName) throw new MqttProtocolException(MqttErrorCodes.ConnectFlags, "A password needs a user name.");
        PacketReader.QualityOfService((int)WillQuality);
    }
}
