using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>What MQTT 3.1.1 demands of a server, by the numbers of its normative statements, as a client sees it on the wire.</summary>
public sealed class BrokerStandard
{
    public static TheoryData<QualityOfService, QualityOfService> Qualities { get; } =
        [.. from published in Enum.GetValues<QualityOfService>() from subscribed in Enum.GetValues<QualityOfService>() select (published, subscribed)];

    [Theory]
    [MemberData(nameof(Qualities))]
    public async Task Statement_3_8_4_6_a_message_arrives_in_the_lesser_of_its_quality_and_the_subscriptions(
        QualityOfService published, QualityOfService subscribed)
    {
        await using var fixture = BrokerFixture.Start();
        await using var reader = await fixture.SubscriberAsync("reader", "news", subscribed);
        await using var writer = await ABareEnd.ConnectAsync(fixture.Port, "writer");

        await writer.PublishAsync("news", "one", published);
        var received = await reader.ReadAsync<PublishPacket>();
        await reader.ConfirmAsync(received);
        await writer.PublishAsync("news", "two", published);

        Assert.Equal(("one", published < subscribed ? published : subscribed), (received.Message.PayloadText, received.Message.QualityOfService));
        Assert.Equal("two", (await reader.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task Statement_3_1_2_11_and_3_2_2_1_and_2_whether_a_session_is_present_is_told_with_the_connack()
    {
        await using var fixture = BrokerFixture.Start();

        Assert.False(await SessionPresentAsync(fixture, cleanSession: false));
        Assert.True(await SessionPresentAsync(fixture, cleanSession: false));
        Assert.False(await SessionPresentAsync(fixture, cleanSession: true));
        Assert.False(await SessionPresentAsync(fixture, cleanSession: false));
    }

    [Fact]
    public async Task Statement_3_1_4_5_a_client_may_speak_on_before_its_connect_was_answered()
    {
        await using var fixture = BrokerFixture.Start();
        await using var client = await ABareEnd.DialAsync(fixture.Port);

        client.Send(new ConnectPacket { ClientId = "hasty", CleanSession = true });
        client.Send(new SubscribePacket(1, [new MqttSubscription("news")]));
        client.Send(PingReqPacket.Instance);

        await client.ReadAsync<ConnAckPacket>();
        await client.ReadAsync<SubAckPacket>();
        await client.ReadAsync<PingRespPacket>();
    }

    [Fact]
    public async Task Statement_3_3_1_8_a_new_subscriber_gets_the_last_kept_message_marked_in_at_most_its_quality()
    {
        await using var fixture = BrokerFixture.Start();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "old", QualityOfService.ExactlyOnce, retain: true));
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "new", QualityOfService.ExactlyOnce, retain: true));

        await using var reader = await fixture.SubscriberAsync("reader", "news", QualityOfService.AtLeastOnce);
        var kept = (await reader.ReadAsync<PublishPacket>()).Message;

        Assert.Equal(("new", QualityOfService.AtLeastOnce, true), (kept.PayloadText, kept.QualityOfService, kept.Retain));
    }

    [Fact]
    public async Task Statement_3_3_1_10_an_empty_retained_message_is_news_to_present_subscribers_and_nothing_to_later_ones()
    {
        await using var fixture = BrokerFixture.Start();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "old", retain: true));
        await using var present = await fixture.SubscriberAsync("present", "news", QualityOfService.AtMostOnce);
        await present.ReadAsync<PublishPacket>();

        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "", retain: true));
        var empty = (await present.ReadAsync<PublishPacket>()).Message;
        await using var later = await fixture.SubscriberAsync("later", "news", QualityOfService.AtMostOnce);
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "first"));

        Assert.Equal((0, false), (empty.Payload.Length, empty.Retain));
        Assert.Equal("first", (await later.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task Statement_3_8_4_3_subscribing_again_changes_the_quality_and_sends_the_kept_message_again()
    {
        await using var fixture = BrokerFixture.Start();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "kept", QualityOfService.AtLeastOnce, retain: true));
        await using var reader = await fixture.SubscriberAsync("reader", "news", QualityOfService.AtLeastOnce);
        await reader.ConfirmAsync(await reader.ReadAsync<PublishPacket>());

        reader.Send(new SubscribePacket(2, [new MqttSubscription("news", QualityOfService.AtMostOnce)]));
        await reader.ReadAsync<SubAckPacket>();
        var again = (await reader.ReadAsync<PublishPacket>()).Message;
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "later", QualityOfService.AtLeastOnce));
        var later = (await reader.ReadAsync<PublishPacket>()).Message;

        Assert.Equal(("kept", QualityOfService.AtMostOnce), (again.PayloadText, again.QualityOfService));
        Assert.Equal(("later", QualityOfService.AtMostOnce), (later.PayloadText, later.QualityOfService));
    }

    [Fact]
    public async Task Statement_3_9_3_a_refused_filter_is_told_and_the_others_are_granted()
    {
        await using var fixture = BrokerFixture.Start(
            new APolicy { PermitSubscribe = filter => filter is not "secret" }, new MqttBrokerOptions { ClosesOnRefusedSubscription = false });
        await using var reader = await ABareEnd.ConnectAsync(fixture.Port, "reader");

        reader.Send(new SubscribePacket(1, [new MqttSubscription("secret"), new MqttSubscription("news")]));
        var answer = await reader.ReadAsync<SubAckPacket>();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("secret", "hidden"));
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "open"));

        Assert.Equal([null, QualityOfService.AtLeastOnce], answer.Granted);
        Assert.Equal("open", (await reader.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task Statement_3_10_4_5_an_unsubscribe_from_nothing_is_answered_too()
    {
        await using var fixture = BrokerFixture.Start();
        await using var reader = await ABareEnd.ConnectAsync(fixture.Port, "reader");

        reader.Send(new UnsubscribePacket(9, ["never/subscribed"]));

        Assert.Equal(9, (await reader.ReadAsync<UnsubAckPacket>()).PacketId);
    }

    [Fact]
    public async Task Statement_4_3_3_an_exactly_once_delivery_takes_four_steps_and_the_wrong_answer_ends_it_not()
    {
        await using var fixture = BrokerFixture.Start();
        await using var reader = await fixture.SubscriberAsync("reader", "orders", QualityOfService.ExactlyOnce, cleanSession: false);
        await fixture.Broker.PublishAsync(MqttMessage.FromText("orders", "one", QualityOfService.ExactlyOnce));
        var order = await reader.ReadAsync<PublishPacket>();

        reader.Send(new PubAckPacket(order.PacketId));
        reader.Send(new PubCompPacket(order.PacketId));
        reader.Send(PingReqPacket.Instance);
        await reader.ReadAsync<PingRespPacket>();   // The broker has read the wrong answers.
        reader.Drop();
        await using var resumed = await ABareEnd.ConnectAsync(fixture.Port, "reader", cleanSession: false);
        var again = await resumed.ReadAsync<PublishPacket>();
        await resumed.ConfirmAsync(again);
        await fixture.Broker.PublishAsync(MqttMessage.FromText("orders", "two", QualityOfService.ExactlyOnce));

        Assert.Equal((order.PacketId, true), (again.PacketId, again.Duplicate));
        Assert.Equal("two", (await resumed.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task Statement_4_6_0_6_messages_of_one_publisher_keep_their_order_over_more_than_the_window()
    {
        const int Count = 500;
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumInFlight = 7 });
        await using var reader = await fixture.SubscriberAsync("reader", "orders", QualityOfService.ExactlyOnce);
        await using var writer = await ABareEnd.ConnectAsync(fixture.Port, "writer");

        for (var number = 0; number < Count; number++) await writer.PublishAsync("orders", $"{number}", QualityOfService.AtLeastOnce);
        for (var number = 0; number < Count; number++)
        {
            var received = await reader.ReadAsync<PublishPacket>();
            Assert.Equal($"{number}", received.Message.PayloadText);
            await reader.ConfirmAsync(received);
        }
    }

    [Fact]
    public async Task Statement_4_7_2_1_a_wildcard_does_not_subscribe_to_topics_of_the_server()
    {
        await using var fixture = BrokerFixture.Start();
        await using var reader = await fixture.SubscriberAsync("reader", "#", QualityOfService.AtMostOnce);
        await using var curious = await fixture.SubscriberAsync("curious", "$SYS/#", QualityOfService.AtMostOnce);

        await fixture.Broker.PublishAsync(MqttMessage.FromText("$SYS/uptime", "1"));
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "one"));

        Assert.Equal("news", (await reader.ReadAsync<PublishPacket>()).Message.Topic);
        Assert.Equal("$SYS/uptime", (await curious.ReadAsync<PublishPacket>()).Message.Topic);
    }

    [Fact]
    public async Task Statement_3_1_2_10_and_3_14_4_3_the_will_of_a_client_that_says_goodbye_is_forgotten_for_good()
    {
        await using var fixture = BrokerFixture.Start();
        await using var family = await fixture.SubscriberAsync("family", "presence", QualityOfService.AtLeastOnce);
        await using var player = await ABareEnd.DialAsync(fixture.Port);
        player.Send(new ConnectPacket { ClientId = "player", CleanSession = false, Will = MqttMessage.FromText("presence", "offline") });
        await player.ReadAsync<ConnAckPacket>();

        player.Send(DisconnectPacket.Instance);
        await player.ExpectEndAsync();
        await using var back = await ABareEnd.ConnectAsync(fixture.Port, "player", cleanSession: false);
        back.Drop();
        await Deadline.UntilAsync(() => fixture.Broker.FindClient("player") is null, "the player is gone");
        await fixture.Broker.PublishAsync(MqttMessage.FromText("presence", "asked"));

        Assert.Equal("asked", (await family.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    [Fact]
    public async Task Statement_4_8_0_1_a_packet_that_breaks_the_standard_ends_the_connection_and_its_will_is_published()
    {
        await using var fixture = BrokerFixture.Start();
        await using var family = await fixture.SubscriberAsync("family", "presence", QualityOfService.AtLeastOnce);
        await using var player = await ABareEnd.DialAsync(fixture.Port);
        player.Send(new ConnectPacket { ClientId = "player", CleanSession = true, Will = MqttMessage.FromText("presence", "offline") });
        await player.ReadAsync<ConnAckPacket>();
        var seen = fixture.Broker.FindClient("player")!;

        await player.SendBytesAsync("82 02 00 01");   // SUBSCRIBE to nothing.
        await player.ExpectEndAsync();

        Assert.Equal(MqttErrorCodes.EmptyRequest, (await seen.Closed).Code);
        Assert.Equal("offline", (await family.ReadAsync<PublishPacket>()).Message.PayloadText);
    }

    private static async Task<bool> SessionPresentAsync(BrokerFixture fixture, bool cleanSession)
    {
        await using var client = await ABareEnd.DialAsync(fixture.Port);
        client.Send(new ConnectPacket { ClientId = "client", CleanSession = cleanSession });
        var answer = await client.ReadAsync<ConnAckPacket>();
        client.Send(DisconnectPacket.Instance);
        await client.ExpectEndAsync();
        return answer.SessionPresent;
    }
}
