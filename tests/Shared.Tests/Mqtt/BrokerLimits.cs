using System.Net.WebSockets;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Whatever one client does, the broker stays small and everyone else is served.</summary>
public sealed class BrokerLimits
{
    [Fact]
    public async Task A_packet_that_is_too_long_ends_the_connection_before_it_has_arrived()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumPacketBytes = 1_000 });
        await using var client = await ABareEnd.ConnectAsync(fixture.Port, "client");
        var seen = fixture.Broker.FindClient("client")!;

        await client.SendBytesAsync("30 E8 07");   // PUBLISH with 1,000 bytes to come.
        await client.ExpectEndAsync();

        Assert.Equal(MqttErrorCodes.PacketTooLarge, (await seen.Closed).Code);
    }

    [Fact]
    public async Task A_client_that_confirms_nothing_gets_a_window_full_and_no_more()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumInFlight = 3 });
        await using var reader = await fixture.SubscriberAsync("reader", "news", QualityOfService.AtLeastOnce);
        for (var number = 0; number < 10; number++) await fixture.Broker.PublishAsync(MqttMessage.FromText("news", $"{number}", QualityOfService.AtLeastOnce));

        List<PublishPacket> window = [];
        for (var i = 0; i < 3; i++) window.Add(await reader.ReadAsync<PublishPacket>());
        reader.Send(PingReqPacket.Instance);
        await reader.ReadAsync<PingRespPacket>();   // And not a fourth message.
        reader.Send(new PubAckPacket(window[0].PacketId));

        Assert.Equal("3", (await reader.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task A_session_holds_no_more_bytes_than_its_limit_and_counts_what_it_lost()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumHeldBytes = 10_000 });
        await using var reader = await fixture.SubscriberAsync("reader", "news", QualityOfService.AtLeastOnce);
        var big = new byte[4_000];

        for (var i = 0; i < 5; i++) await fixture.Broker.PublishAsync(new MqttMessage("news", big, QualityOfService.AtLeastOnce));
        Assert.Equal(3, fixture.Broker.FindClient("reader")!.DroppedCount);
        await reader.ConfirmAsync(await reader.ReadAsync<PublishPacket>());
        await reader.ConfirmAsync(await reader.ReadAsync<PublishPacket>());
        reader.Send(PingReqPacket.Instance);
        await reader.ReadAsync<PingRespPacket>();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "there is room again", QualityOfService.AtLeastOnce));

        Assert.Equal("there is room again", (await reader.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task A_subscriber_that_does_not_read_loses_messages_and_slows_nobody_down()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumWaitingBytes = 100_000 });
        await using var deaf = await fixture.SubscriberAsync("deaf", "news", QualityOfService.AtMostOnce);
        await using var reader = await fixture.SubscriberAsync("reader", "news", QualityOfService.AtMostOnce);
        var page = new byte[50_000];

        for (var number = 0; fixture.Broker.FindClient("deaf")!.DroppedCount == 0; number++)
        {
            Assert.InRange(number, 0, 10_000);
            await fixture.Broker.PublishAsync(new MqttMessage("news", page));
            Assert.Equal(page.Length, (await reader.ReadAsync<PublishPacket>()).Message.Payload.Length);
        }

        Assert.Equal(0, fixture.Broker.FindClient("reader")!.DroppedCount);
    }

    [Fact]
    public async Task A_client_that_talks_and_does_not_read_is_not_listened_to_any_longer()
    {
        await using var fixture = BrokerFixture.Start();
        await using var deaf = await ABareEnd.DialAsync(fixture.Port);
        deaf.Send(new ConnectPacket { ClientId = "deaf", CleanSession = true, KeepAliveSeconds = 1 });
        await deaf.ReadAsync<ConnAckPacket>();
        deaf.Send(new SubscribePacket(1, [new MqttSubscription("echo", QualityOfService.AtMostOnce)]));
        var seen = fixture.Broker.FindClient("deaf")!;
        var page = new byte[100_000];

        for (var sent = 0; !seen.Closed.IsCompleted; sent++)
        {
            Assert.InRange(sent, 0, 10_000);
            deaf.Send(new PublishPacket(new MqttMessage("echo", page), PacketId: 0));
            await deaf.TryWaitForRoomAsync(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(MqttErrorCodes.Silence, (await seen.Closed).Code);
    }

    [Fact]
    public async Task A_session_has_no_more_subscriptions_than_its_limit()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumSubscriptions = 2 });
        await using var reader = await ABareEnd.ConnectAsync(fixture.Port, "reader");

        reader.Send(new SubscribePacket(1, [new MqttSubscription("one"), new MqttSubscription("two"), new MqttSubscription("three")]));
        Assert.Equal([QualityOfService.AtLeastOnce, QualityOfService.AtLeastOnce, null], (await reader.ReadAsync<SubAckPacket>()).Granted);
        reader.Send(new UnsubscribePacket(2, ["one"]));
        await reader.ReadAsync<UnsubAckPacket>();
        reader.Send(new SubscribePacket(3, [new MqttSubscription("three"), new MqttSubscription("two")]));

        Assert.Equal([QualityOfService.AtLeastOnce, QualityOfService.AtLeastOnce], (await reader.ReadAsync<SubAckPacket>()).Granted);
    }

    [Fact]
    public async Task A_client_that_wants_to_be_silent_for_ever_is_closed_after_the_longest_silence()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumKeepAlive = TimeSpan.FromMilliseconds(200) });
        await using var silent = await ABareEnd.ConnectAsync(fixture.Port, "silent");   // Its keep-alive is 0.
        var seen = fixture.Broker.FindClient("silent")!;

        await silent.ExpectEndAsync();

        Assert.Equal(MqttErrorCodes.Silence, (await seen.Closed).Code);
    }

    [Fact]
    public async Task A_will_is_published_in_no_better_quality_than_the_broker_offers()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumQualityOfService = QualityOfService.AtLeastOnce });
        await using var family = await fixture.SubscriberAsync("family", "presence", QualityOfService.ExactlyOnce);
        await using var player = await ABareEnd.DialAsync(fixture.Port);
        player.Send(new ConnectPacket { ClientId = "player", CleanSession = true, Will = MqttMessage.FromText("presence", "offline", QualityOfService.ExactlyOnce) });
        await player.ReadAsync<ConnAckPacket>();

        player.Drop();

        Assert.Equal(QualityOfService.AtLeastOnce, (await family.ReadAsync<PublishPacket>()).Message.QualityOfService);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_536)]
    public void A_broker_without_a_usable_window_does_not_start(int window) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BrokerFixture.Start(options: new MqttBrokerOptions { MaximumInFlight = window }));

    [Theory]
    [InlineData("C0 00", MqttErrorCodes.UnexpectedPacket)]
    [InlineData("10 0D 00 04 4D 51 54 54 04 02 00 00 00 01 61 30 03 00 01 23", MqttErrorCodes.TopicName)]
    public async Task Over_WebSocket_a_client_is_told_why_it_is_closed(string hex, string code)
    {
        await using var fixture = BrokerFixture.Start();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(MqttTransports.WebSocketSubprotocol);
        await socket.ConnectAsync(await fixture.StartWebSocketAsync(), Deadline.Token());

        await socket.SendAsync(
            Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)), WebSocketMessageType.Binary, endOfMessage: true, Deadline.Token());
        while (socket.State is WebSocketState.Open) await socket.ReceiveAsync(new byte[100], Deadline.Token());

        Assert.Equal((WebSocketCloseStatus.ProtocolError, code), (socket.CloseStatus!.Value, socket.CloseStatusDescription));
    }
}
