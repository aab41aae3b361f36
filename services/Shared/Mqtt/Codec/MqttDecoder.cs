using System.Buffers;

namespace YotoSmartStream.Mqtt;

/// <summary>
/// Bytes to packets, strictly as MQTT 3.1.1 says. Whatever the bytes are, the outcome is a packet, "more bytes are needed", or a
/// <see cref="MqttProtocolException"/>; a wrong first byte or length is refused before its body is waited for.
/// </summary>
internal static class MqttDecoder
{
    private const int LongestHeader = 5;   // One byte of type and flags, at most four of length (2.2.3).

    /// <summary>Takes one packet off the front of <paramref name="buffer"/>; false when it has not arrived completely.</summary>
    public static bool TryDecode(ref ReadOnlySequence<byte> buffer, int maximumPacketBytes, out MqttPacket packet)
    {
        packet = null!;
        if (buffer.IsEmpty) return false;

        Span<byte> header = stackalloc byte[LongestHeader];
        var available = (int)Math.Min(buffer.Length, LongestHeader);
        buffer.Slice(0, available).CopyTo(header);

        var (type, flags) = CheckFirstByte(header[0]);
        if (!TryReadRemainingLength(header[1..available], out var bodyBytes, out var lengthBytes)) return false;
        var headerBytes = 1 + lengthBytes;
        if (headerBytes + bodyBytes > maximumPacketBytes)
            throw new MqttProtocolException(MqttErrorCodes.PacketTooLarge, $"A packet of {headerBytes + bodyBytes} bytes is longer than the {maximumPacketBytes} allowed.");
        if (buffer.Length < headerBytes + bodyBytes) return false;

        var body = buffer.Slice(headerBytes, bodyBytes);
        packet = DecodeBody(type, flags, body.IsSingleSegment ? body.FirstSpan : body.ToArray());
        buffer = buffer.Slice(body.End);
        return true;
    }

    private static (PacketType Type, int Flags) CheckFirstByte(byte first)
    {
        var type = (PacketType)(first >> 4);
        var flags = first & 0x0F;
        var allowed = type switch
        {
            < PacketType.Connect or > PacketType.Disconnect =>
                throw new MqttProtocolException(MqttErrorCodes.PacketType, $"There is no packet type {(int)type}."),
            PacketType.Publish => flags,
            PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe => 0b0010,
            _ => 0,
        };
        if (flags != allowed) throw new MqttProtocolException(MqttErrorCodes.ReservedFlags, $"{type} does not allow the flags {flags:b4}.");
        if (type is PacketType.Publish)
        {
            var quality = PacketReader.QualityOfService((flags >> 1) & 0b11);
            if (quality is QualityOfService.AtMostOnce && (flags & 0b1000) != 0)
                throw new MqttProtocolException(MqttErrorCodes.ReservedFlags, "A message sent at most once is never a duplicate.");
        }

        return (type, flags);
    }

    private static bool TryReadRemainingLength(ReadOnlySpan<byte> bytes, out int length, out int count)
    {
        length = 0;
        for (count = 1; count <= bytes.Length; count++)
        {
            var part = bytes[count - 1];
            length |= (part & 0x7F) << (7 * (count - 1));
            if ((part & 0x80) == 0) return true;
        }

        return bytes.Length < LongestHeader - 1
            ? false
            : throw new MqttProtocolException(MqttErrorCodes.RemainingLength, "A remaining length has at most four bytes.");
    }

    private static MqttPacket DecodeBody(PacketType type, int flags, ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        MqttPacket packet = type switch
        {
            PacketType.Connect => Connect(ref reader),
            PacketType.ConnAck => ConnAck(ref reader),
            PacketType.Publish => Publish(flags, ref reader),
            PacketType.PubAck => new PubAckPacket(reader.PacketId()),
            PacketType.PubRec => new PubRecPacket(reader.PacketId()),
            PacketType.PubRel => new PubRelPacket(reader.PacketId()),
            PacketType.PubComp => new PubCompPacket(reader.PacketId()),
            PacketType.Subscribe => Subscribe(ref reader),
            PacketType.SubAck => SubAck(ref reader),
            PacketType.Unsubscribe => Unsubscribe(ref reader),
            PacketType.UnsubAck => new UnsubAckPacket(reader.PacketId()),
            PacketType.PingReq => PingReqPacket.Instance,
            PacketType.PingResp => PingRespPacket.Instance,
            _ => DisconnectPacket.Instance,
        };
        reader.ExpectEnd();
        return packet;
    }

    private static ConnectPacket Connect(ref PacketReader reader)
    {
        if (reader.Text() is not "MQTT") throw new MqttProtocolException(MqttErrorCodes.ProtocolName, "The protocol name is MQTT.");
        if (reader.Byte() is not 4) throw new MqttProtocolException(MqttErrorCodes.ProtocolLevel, "The protocol level is 4, MQTT 3.1.1.");

        var flags = new ConnectFlags(reader.Byte());
        flags.Check();
        var keepAlive = reader.UInt16();
        var clientId = reader.Text();
        var will = flags.HasWill ? new MqttMessage(reader.TopicName(), reader.Binary(), flags.WillQuality, flags.WillRetain) : null;
        return new ConnectPacket
        {
            ClientId = clientId,
            CleanSession = flags.CleanSession,
            KeepAliveSeconds = keepAlive,
            Will = will,
            UserName = flags.HasUserName ? reader.Text() : null,
            Password = flags.HasPassword ? reader.Binary() : null,
        };
    }

    private static ConnAckPacket ConnAck(ref PacketReader reader)
    {
        var acknowledgeFlags = reader.Byte();
        var returnCode = reader.Byte();
        if (acknowledgeFlags > 1) throw new MqttProtocolException(MqttErrorCodes.ReservedFlags, "Seven of CONNACK's flags are reserved.");
        if (returnCode > (byte)MqttConnectReturnCode.NotAuthorized || (returnCode != 0 && acknowledgeFlags != 0))
            throw new MqttProtocolException(MqttErrorCodes.ReturnCode, $"CONNACK does not allow the return code {returnCode} here.");
        return new ConnAckPacket(acknowledgeFlags == 1, (MqttConnectReturnCode)returnCode);
    }

    private static PublishPacket Publish(int flags, ref PacketReader reader)
    {
        var quality = (QualityOfService)((flags >> 1) & 0b11);
        var topic = reader.TopicName();
        var packetId = quality is QualityOfService.AtMostOnce ? (ushort)0 : reader.PacketId();
        var message = new MqttMessage(topic, reader.Rest(), quality, Retain: (flags & 0b0001) != 0);
        return new PublishPacket(message, packetId, Duplicate: (flags & 0b1000) != 0);
    }

    private static SubscribePacket Subscribe(ref PacketReader reader)
    {
        var packetId = reader.PacketId();
        var subscriptions = new List<MqttSubscription>();
        while (!reader.IsAtEnd)
        {
            var filter = reader.TopicFilter();
            subscriptions.Add(new MqttSubscription(filter, PacketReader.QualityOfService(reader.Byte())));
        }

        if (subscriptions.Count == 0) throw new MqttProtocolException(MqttErrorCodes.EmptyRequest, "SUBSCRIBE names at least one filter.");
        return new SubscribePacket(packetId, subscriptions);
    }

    private static SubAckPacket SubAck(ref PacketReader reader)
    {
        var packetId = reader.PacketId();
        var granted = new List<QualityOfService?>();
        while (!reader.IsAtEnd)
        {
            var code = reader.Byte();
            granted.Add(code switch
            {
                <= 2 => (QualityOfService)code,
                0x80 => null,
                _ => throw new MqttProtocolException(MqttErrorCodes.ReturnCode, $"SUBACK does not allow the return code {code}."),
            });
        }

        if (granted.Count == 0) throw new MqttProtocolException(MqttErrorCodes.EmptyRequest, "SUBACK answers at least one filter.");
        return new SubAckPacket(packetId, granted);
    }

    private static UnsubscribePacket Unsubscribe(ref PacketReader reader)
    {
        var packetId = reader.PacketId();
        var filters = new List<string>();
        while (!reader.IsAtEnd) filters.Add(reader.TopicFilter());
        if (filters.Count == 0) throw new MqttProtocolException(MqttErrorCodes.EmptyRequest, "UNSUBSCRIBE names at least one filter.");
        return new UnsubscribePacket(packetId, filters);
    }
}
