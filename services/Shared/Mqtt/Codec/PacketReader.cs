using System.Buffers.Binary;

namespace YotoSmartStream.Mqtt;

/// <summary>Reads the fields of one packet's body, and refuses to read past its end.</summary>
internal ref struct PacketReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public string Text() => PacketText.Decode(Take(UInt16()));

    public byte[] Binary() => Take(UInt16()).ToArray();

    public byte[] Rest() => Take(_rest.Length).ToArray();

    public ushort PacketId()
    {
        var id = UInt16();
        return id != 0 ? id : throw new MqttProtocolException(MqttErrorCodes.PacketId, "A packet id is never 0.");
    }

    public string TopicName()
    {
        var topic = Text();
        return MqttTopic.IsValidName(topic) ? topic : throw new MqttProtocolException(MqttErrorCodes.TopicName, "A topic name is empty or holds a wildcard.");
    }

    public string TopicFilter()
    {
        var filter = Text();
        return MqttTopic.IsValidFilter(filter) ? filter : throw new MqttProtocolException(MqttErrorCodes.TopicFilter, "A topic filter is empty or misplaces a wildcard.");
    }

    public static QualityOfService QualityOfService(int value) =>
        value <= 2 ? (QualityOfService)value : throw new MqttProtocolException(MqttErrorCodes.QualityOfService, "A quality of service is 0, 1 or 2.");

    public readonly void ExpectEnd()
    {
        if (!IsAtEnd) throw new MqttProtocolException(MqttErrorCodes.TrailingBytes, "A packet is longer than its fields.");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length) throw new MqttProtocolException(MqttErrorCodes.Truncated, "A packet is shorter than its fields.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
