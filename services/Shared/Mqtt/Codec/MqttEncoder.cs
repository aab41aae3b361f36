using System.Buffers;

namespace YotoSmartStream.Mqtt;

/// <summary>Packets to bytes. Values that the wire does not allow are refused here, so that a peer never sees them.</summary>
internal static class MqttEncoder
{
    private const int LongestRemainingLength = 268_435_455;   // Four bytes of seven bits (2.2.3).

    public static void Encode(MqttPacket packet, IBufferWriter<byte> output)
    {
        var firstByte = FirstByte(packet);
        var bodyBytes = CountBodyBytes(packet);
        if (bodyBytes > LongestRemainingLength) throw new MqttProtocolException(MqttErrorCodes.PacketTooLarge, "A packet has at most 256 MiB.");

        var totalBytes = 1 + CountLengthBytes((int)bodyBytes) + (int)bodyBytes;
        var writer = new PacketWriter(output.GetSpan(totalBytes)[..totalBytes]);
        writer.Byte(firstByte);
        writer.RemainingLength((int)bodyBytes);
        WriteBody(packet, ref writer);
        output.Advance(totalBytes);
    }

    private static int FirstByte(MqttPacket packet) => packet switch
    {
        ConnectPacket => (int)PacketType.Connect << 4,
        ConnAckPacket => (int)PacketType.ConnAck << 4,
        PublishPacket publish => ((int)PacketType.Publish << 4) | PublishFlags(publish),
        PubAckPacket => (int)PacketType.PubAck << 4,
        PubRecPacket => (int)PacketType.PubRec << 4,
        PubRelPacket => ((int)PacketType.PubRel << 4) | 0b0010,
        PubCompPacket => (int)PacketType.PubComp << 4,
        SubscribePacket => ((int)PacketType.Subscribe << 4) | 0b0010,
        SubAckPacket => (int)PacketType.SubAck << 4,
        UnsubscribePacket => ((int)PacketType.Unsubscribe << 4) | 0b0010,
        UnsubAckPacket => (int)PacketType.UnsubAck << 4,
        PingReqPacket => (int)PacketType.PingReq << 4,
        PingRespPacket => (int)PacketType.PingResp << 4,
        _ => (int)PacketType.Disconnect << 4,
    };

    private static int PublishFlags(PublishPacket publish)
    {
        var quality = PacketReader.QualityOfService((int)publish.Message.QualityOfService);
        if (quality is QualityOfService.AtMostOnce && publish.Duplicate)
            throw new MqttProtocolException(MqttErrorCodes.ReservedFlags, "A message sent at most once is never a duplicate.");
        return (publish.Duplicate ? 0b1000 : 0) | ((int)quality << 1) | (publish.Message.Retain ? 0b0001 : 0);
    }

    private static long CountBodyBytes(MqttPacket packet) => packet switch
    {
        ConnectPacket connect => CountConnect(connect),
        ConnAckPacket => 2,
        PublishPacket publish => CountName(publish.Message.Topic) + (NeedsPacketId(publish) ? 2 : 0) + publish.Message.Payload.Length,
        PubAckPacket { PacketId: var id } => CountPacketId(id),
        PubRecPacket { PacketId: var id } => CountPacketId(id),
        PubRelPacket { PacketId: var id } => CountPacketId(id),
        PubCompPacket { PacketId: var id } => CountPacketId(id),
        UnsubAckPacket { PacketId: var id } => CountPacketId(id),
        SubscribePacket subscribe => CountPacketId(subscribe.PacketId) + CountItems(subscribe.Subscriptions, item => CountFilter(item.Filter) + 1L),
        SubAckPacket subAck => CountPacketId(subAck.PacketId) + CountItems(subAck.Granted, _ => 1L),
        UnsubscribePacket unsubscribe => CountPacketId(unsubscribe.PacketId) + CountItems(unsubscribe.Filters, filter => CountFilter(filter)),
        _ => 0,
    };

    private static long CountConnect(ConnectPacket connect)
    {
        ConnectFlags.Of(connect).Check();
        var count = 10L + CountText(connect.ClientId);
        if (connect.Will is { } will) count += CountName(will.Topic) + CountBinary(will.Payload);
        if (connect.UserName is { } userName) count += CountText(userName);
        if (connect.Password is { } password) count += CountBinary(password);
        return count;
    }

    private static void WriteBody(MqttPacket packet, ref PacketWriter writer)
    {
        switch (packet)
        {
            case ConnectPacket connect: WriteConnect(connect, ref writer); break;
            case ConnAckPacket connAck:
                writer.Byte(connAck.SessionPresent ? 1 : 0);
                writer.Byte((int)connAck.ReturnCode);
                break;
            case PublishPacket publish:
                writer.Text(publish.Message.Topic);
                if (publish.PacketId != 0) writer.UInt16(publish.PacketId);
                writer.Raw(publish.Message.Payload.Span);
                break;
            case PubAckPacket { PacketId: var id }: writer.UInt16(id); break;
            case PubRecPacket { PacketId: var id }: writer.UInt16(id); break;
            case PubRelPacket { PacketId: var id }: writer.UInt16(id); break;
            case PubCompPacket { PacketId: var id }: writer.UInt16(id); break;
            case UnsubAckPacket { PacketId: var id }: writer.UInt16(id); break;
            case SubscribePacket subscribe:
                writer.UInt16(subscribe.PacketId);
                foreach (var (filter, quality) in subscribe.Subscriptions)
                {
                    writer.Text(filter);
                    writer.Byte((int)PacketReader.QualityOfService((int)quality));
                }

                break;
            case SubAckPacket subAck:
                writer.UInt16(subAck.PacketId);
                foreach (var granted in subAck.Granted) writer.Byte(granted is { } quality ? (int)quality : 0x80);
                break;
            case UnsubscribePacket unsubscribe:
                writer.UInt16(unsubscribe.PacketId);
                foreach (var filter in unsubscribe.Filters) writer.Text(filter);
                break;
        }
    }

    private static void WriteConnect(ConnectPacket connect, ref PacketWriter writer)
    {
        writer.Text("MQTT");
        writer.Byte(4);
        writer.Byte(ConnectFlags.Of(connect).Value);
        writer.UInt16(connect.KeepAliveSeconds);
        writer.Text(connect.ClientId);
        if (connect.Will is { } will)
        {
            writer.Text(will.Topic);
            writer.Binary(will.Payload.Span);
        }

        if (connect.UserName is { } userName) writer.Text(userName);
        if (connect.Password is { } password) writer.Binary(password);
    }

    private static bool NeedsPacketId(PublishPacket publish)
    {
        var needed = publish.Message.QualityOfService is not QualityOfService.AtMostOnce;
        return needed == (publish.PacketId != 0)
            ? needed
            : throw new MqttProtocolException(MqttErrorCodes.PacketId, "A message has a packet id exactly when it is confirmed.");
    }

    private static int CountPacketId(ushort packetId) =>
        packetId != 0 ? 2 : throw new MqttProtocolException(MqttErrorCodes.PacketId, "A packet id is never 0.");

    private static int CountText(string text) => 2 + PacketText.CountBytes(text);

    private static int CountBinary(ReadOnlyMemory<byte> bytes) =>
        bytes.Length <= ushort.MaxValue
            ? 2 + bytes.Length
            : throw new MqttProtocolException(MqttErrorCodes.PacketTooLarge, "A password or a will's payload has at most 65,535 bytes.");

    private static int CountName(string topic) =>
        MqttTopic.IsValidName(topic) ? CountText(topic) : throw new MqttProtocolException(MqttErrorCodes.TopicName, "A topic name is empty or holds a wildcard.");

    private static int CountFilter(string filter) =>
        MqttTopic.IsValidFilter(filter) ? CountText(filter) : throw new MqttProtocolException(MqttErrorCodes.TopicFilter, "A topic filter is empty or misplaces a wildcard.");

    private static long CountItems<T>(IReadOnlyList<T> items, Func<T, long> count) =>
        items.Count > 0 ? items.Sum(count) : throw new MqttProtocolException(MqttErrorCodes.EmptyRequest, "A request names at least one filter.");

    private static int CountLengthBytes(int bodyBytes) => bodyBytes switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        _ => 4,
    };
}
