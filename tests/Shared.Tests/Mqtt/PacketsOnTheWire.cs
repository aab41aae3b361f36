using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class PacketsOnTheWire
{
    private const int NoLimit = int.MaxValue;

    [Fact]
    public void Every_packet_survives_encoding_and_decoding() =>
        Prop.ForAll(Arb.From(APacket.OfAnyType), packet => APacket.Describe(Decode(APacket.Encode(packet))) == APacket.Describe(packet))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Packets_may_arrive_cut_anywhere() =>
        Prop.ForAll(Arb.From(APacket.OfAnyType.NonEmptyListOf().Zip(Gen.Choose(1, 40))), sample =>
        {
            var packets = sample.Item1;
            var bytes = packets.SelectMany(APacket.Encode).ToArray();
            var rest = Segments.Of(bytes, sample.Item2);
            foreach (var packet in packets)
            {
                Assert.True(MqttDecoder.TryDecode(ref rest, NoLimit, out var decoded));
                Assert.Equal(APacket.Describe(packet), APacket.Describe(decoded));
            }

            return rest.IsEmpty;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void An_incomplete_packet_asks_for_more_bytes() =>
        Prop.ForAll(Arb.From(APacket.OfAnyType.Zip(Gen.Choose(0, 9_999))), sample =>
        {
            var bytes = APacket.Encode(sample.Item1);
            var start = new ReadOnlySequence<byte>(bytes, 0, sample.Item2 % bytes.Length);
            return !MqttDecoder.TryDecode(ref start, NoLimit, out _);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("00 00", MqttErrorCodes.PacketType)]
    [InlineData("F0 00", MqttErrorCodes.PacketType)]
    [InlineData("C1 00", MqttErrorCodes.ReservedFlags)]
    [InlineData("60 02 00 01", MqttErrorCodes.ReservedFlags)]
    [InlineData("80 06 00 01 00 01 61 00", MqttErrorCodes.ReservedFlags)]
    [InlineData("38 03 00 01 61", MqttErrorCodes.ReservedFlags)]
    [InlineData("36 05 00 01 61 00 01", MqttErrorCodes.QualityOfService)]
    [InlineData("C0 FF FF FF FF 01", MqttErrorCodes.RemainingLength)]
    [InlineData("30 FF FF FF 7F", MqttErrorCodes.PacketTooLarge)]
    [InlineData("C0 01 00", MqttErrorCodes.TrailingBytes)]
    [InlineData("40 03 00 01 00", MqttErrorCodes.TrailingBytes)]
    [InlineData("40 01 00", MqttErrorCodes.Truncated)]
    [InlineData("30 03 00 05 61", MqttErrorCodes.Truncated)]
    [InlineData("40 02 00 00", MqttErrorCodes.PacketId)]
    [InlineData("32 05 00 01 61 00 00", MqttErrorCodes.PacketId)]
    [InlineData("30 02 00 00", MqttErrorCodes.TopicName)]
    [InlineData("30 03 00 01 2B", MqttErrorCodes.TopicName)]
    [InlineData("30 03 00 01 23", MqttErrorCodes.TopicName)]
    [InlineData("30 03 00 01 00", MqttErrorCodes.Text)]
    [InlineData("30 03 00 01 FF", MqttErrorCodes.Text)]
    [InlineData("30 05 00 03 ED A0 80", MqttErrorCodes.Text)]
    [InlineData("30 04 00 02 C0 80", MqttErrorCodes.Text)]
    [InlineData("82 02 00 01", MqttErrorCodes.EmptyRequest)]
    [InlineData("82 06 00 01 00 01 61 03", MqttErrorCodes.QualityOfService)]
    [InlineData("82 07 00 01 00 02 61 23 00", MqttErrorCodes.TopicFilter)]
    [InlineData("82 08 00 01 00 03 23 2F 61 00", MqttErrorCodes.TopicFilter)]
    [InlineData("A2 02 00 01", MqttErrorCodes.EmptyRequest)]
    [InlineData("90 03 00 01 03", MqttErrorCodes.ReturnCode)]
    [InlineData("20 02 02 00", MqttErrorCodes.ReservedFlags)]
    [InlineData("20 02 00 06", MqttErrorCodes.ReturnCode)]
    [InlineData("20 02 01 05", MqttErrorCodes.ReturnCode)]
    [InlineData("10 0C 00 04 4D 51 54 58 04 02 00 3C 00 00", MqttErrorCodes.ProtocolName)]
    [InlineData("10 0C 00 04 4D 51 54 54 05 02 00 3C 00 00", MqttErrorCodes.ProtocolLevel)]
    [InlineData("10 0C 00 04 4D 51 54 54 04 03 00 3C 00 00", MqttErrorCodes.ReservedFlags)]
    [InlineData("10 0C 00 04 4D 51 54 54 04 42 00 3C 00 00", MqttErrorCodes.ConnectFlags)]
    [InlineData("10 0C 00 04 4D 51 54 54 04 0A 00 3C 00 00", MqttErrorCodes.ConnectFlags)]
    [InlineData("10 0C 00 04 4D 51 54 54 04 1E 00 3C 00 00", MqttErrorCodes.QualityOfService)]
    public void A_packet_that_breaks_the_standard_is_refused_with_its_code(string hex, string code)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        var refusal = Assert.Throws<MqttProtocolException>(() => Decode(bytes, maximumPacketBytes: 256 * 1024));

        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData("C1")]
    [InlineData("36")]
    [InlineData("30 FF FF 7F")]
    public void A_hopeless_header_is_refused_before_its_body_arrives(string hex)
    {
        var start = new ReadOnlySequence<byte>(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Throws<MqttProtocolException>(() => MqttDecoder.TryDecode(ref start, maximumPacketBytes: 256 * 1024, out _));
    }

    public static TheoryData<string, string> UnsayablePackets { get; } = new()
    {
        { "a wildcard in a topic", MqttErrorCodes.TopicName },
        { "no topic", MqttErrorCodes.TopicName },
        { "a null character", MqttErrorCodes.TopicName },
        { "half a surrogate pair", MqttErrorCodes.Text },
        { "too long a text", MqttErrorCodes.Text },
        { "no packet id", MqttErrorCodes.PacketId },
        { "no filter", MqttErrorCodes.EmptyRequest },
        { "a misplaced wildcard", MqttErrorCodes.TopicFilter },
        { "a password without a user", MqttErrorCodes.ConnectFlags },
    };

    [Theory]
    [MemberData(nameof(UnsayablePackets))]
    public void A_packet_that_nobody_may_send_is_not_encoded(string fault, string code)
    {
        MqttPacket packet = fault switch
        {
            "a wildcard in a topic" => new PublishPacket(MqttMessage.FromText("device/+", ""), 0),
            "no topic" => new PublishPacket(MqttMessage.FromText("", ""), 0),
            "a null character" => new PublishPacket(MqttMessage.FromText("a\0", ""), 0),
            "half a surrogate pair" => new PublishPacket(MqttMessage.FromText("\uD83C", ""), 0),
            "too long a text" => new PublishPacket(MqttMessage.FromText(new string('a', 65_536), ""), 0),
            "no packet id" => new PublishPacket(MqttMessage.FromText("a", "", QualityOfService.AtLeastOnce), 0),
            "no filter" => new SubscribePacket(1, []),
            "a misplaced wildcard" => new SubscribePacket(1, [new MqttSubscription("a#")]),
            _ => new ConnectPacket { ClientId = "a", Password = Encoding.UTF8.GetBytes("secret") },
        };

        var refusal = Assert.Throws<MqttProtocolException>(() => APacket.Encode(packet));

        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task A_connection_that_ends_inside_a_packet_is_an_error_and_between_packets_is_not()
    {
        var ping = APacket.Encode(PingReqPacket.Instance);
        var whole = new PacketInput(PipeReader.Create(new ReadOnlySequence<byte>(ping)), NoLimit);
        var cut = new PacketInput(PipeReader.Create(new ReadOnlySequence<byte>([.. ping, 0x30])), NoLimit);

        Assert.IsType<PingReqPacket>(await whole.ReadAsync(Deadline.Token()));
        Assert.Null(await whole.ReadAsync(Deadline.Token()));
        Assert.IsType<PingReqPacket>(await cut.ReadAsync(Deadline.Token()));
        var refusal = await Assert.ThrowsAsync<MqttProtocolException>(async () => await cut.ReadAsync(Deadline.Token()));
        Assert.Equal(MqttErrorCodes.Truncated, refusal.Code);
    }

    private static MqttPacket Decode(byte[] bytes, int maximumPacketBytes = NoLimit)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        Assert.True(MqttDecoder.TryDecode(ref buffer, maximumPacketBytes, out var packet));
        Assert.True(buffer.IsEmpty);
        return packet;
    }
}
