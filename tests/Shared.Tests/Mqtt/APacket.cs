using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Every packet that MQTT 3.1.1 allows, at random.</summary>
internal static class APacket
{
    private static readonly Gen<ushort> PacketId = Gen.Choose(1, ushort.MaxValue).Select(id => (ushort)id);
    private static readonly Gen<QualityOfService> Quality = Gen.Elements(QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce);
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);

    private static readonly Gen<string> Text =
        Gen.Elements("a", "Z", "0", "/", "$", " ", "é", "玩", "🎧", "\uFEFF", "\u0001", "device/").ListOf().Select(parts => string.Concat(parts.Take(40)));

    private static readonly Gen<string> Topic = Text.Select(text => text.Length == 0 ? "t" : text);

    private static readonly Gen<string> Filter =
        Gen.Elements("+", "a", "", "$SYS", "玩").NonEmptyListOf()
            .SelectMany(levels => Flag.Select(all => string.Join('/', levels.Take(20)) + (all ? "/#" : "")))
            .Select(filter => filter.Length == 0 ? "#" : filter);

    private static readonly Gen<ReadOnlyMemory<byte>> Payload =
        Gen.Choose(0, 255).Select(value => (byte)value).ListOf().SelectMany(
            bytes => Gen.Elements(1, 1, 1, 300).Select(times => new ReadOnlyMemory<byte>([.. Enumerable.Repeat(bytes.Take(200), times).SelectMany(part => part)])));

    private static readonly Gen<MqttMessage> Message =
        from topic in Topic
        from payload in Payload
        from quality in Quality
        from retain in Flag
        select new MqttMessage(topic, payload, quality, retain);

    private static readonly Gen<MqttPacket> Connect =
        from clientId in Text
        from clean in Flag
        from keepAlive in Gen.Choose(0, ushort.MaxValue)
        from will in Message
        from hasWill in Flag
        from userName in Text
        from hasUserName in Flag
        from password in Payload
        from hasPassword in Flag
        select (MqttPacket)new ConnectPacket
        {
            ClientId = clientId,
            CleanSession = clean,
            KeepAliveSeconds = (ushort)keepAlive,
            Will = hasWill ? will : null,
            UserName = hasUserName ? userName : null,
            Password = hasUserName && hasPassword ? password.ToArray() : null,
        };

    private static readonly Gen<MqttPacket> Publish =
        from message in Message
        from packetId in PacketId
        from duplicate in Flag
        let confirmed = message.QualityOfService is not QualityOfService.AtMostOnce
        select (MqttPacket)new PublishPacket(message, confirmed ? packetId : (ushort)0, duplicate && confirmed);

    private static readonly Gen<MqttPacket> Subscribe =
        from packetId in PacketId
        from filters in Filter.NonEmptyListOf()
        from quality in Quality
        select (MqttPacket)new SubscribePacket(packetId, [.. filters.Select(filter => new MqttSubscription(filter, quality))]);

    private static readonly Gen<MqttPacket> SubAck =
        from packetId in PacketId
        from granted in Gen.Elements<QualityOfService?>(QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce, QualityOfService.ExactlyOnce, null).NonEmptyListOf()
        select (MqttPacket)new SubAckPacket(packetId, [.. granted]);

    private static readonly Gen<MqttPacket> Unsubscribe =
        from packetId in PacketId
        from filters in Filter.NonEmptyListOf()
        select (MqttPacket)new UnsubscribePacket(packetId, [.. filters]);

    private static readonly Gen<MqttPacket> Short =
        from packetId in PacketId
        from sessionPresent in Flag
        from refusal in Gen.Choose(1, 5)
        from packet in Gen.Elements<MqttPacket>(
            new ConnAckPacket(sessionPresent, MqttConnectReturnCode.Accepted), new ConnAckPacket(SessionPresent: false, (MqttConnectReturnCode)refusal),
            new PubAckPacket(packetId), new PubRecPacket(packetId), new PubRelPacket(packetId), new PubCompPacket(packetId), new UnsubAckPacket(packetId),
            PingReqPacket.Instance, PingRespPacket.Instance, DisconnectPacket.Instance)
        select packet;

    public static Gen<MqttPacket> OfAnyType { get; } = Gen.OneOf(Connect, Publish, Subscribe, SubAck, Unsubscribe, Short);

    public static byte[] Encode(MqttPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttEncoder.Encode(packet, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The packet as text in which equal packets are equal; lists and bytes of records are not compared by value.</summary>
    public static string Describe(MqttPacket packet) => packet switch
    {
        ConnectPacket connect =>
            $"CONNECT {connect.ClientId}|{connect.CleanSession}|{connect.KeepAliveSeconds}|{Describe(connect.Will)}|{connect.UserName ?? "-"}|{(connect.Password is { } password ? Describe(password) : "-")}",
        PublishPacket publish => $"PUBLISH {publish.PacketId}|{publish.Duplicate}|{Describe(publish.Message)}",
        SubscribePacket subscribe => $"SUBSCRIBE {subscribe.PacketId}|{string.Join('|', subscribe.Subscriptions)}",
        SubAckPacket subAck => $"SUBACK {subAck.PacketId}|{string.Join('|', subAck.Granted)}",
        UnsubscribePacket unsubscribe => $"UNSUBSCRIBE {unsubscribe.PacketId}|{string.Join('|', unsubscribe.Filters)}",
        _ => packet.ToString(),
    };

    private static string Describe(MqttMessage? message) =>
        message is null ? "-" : $"{message.Topic}|{Describe(message.Payload)}|{message.QualityOfService}|{message.Retain}";

    private static string Describe(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
