using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class BrokerSessions
{
    [Fact]
    public async Task A_message_that_was_not_acknowledged_comes_again_after_a_reconnect()
    {
        await using var fixture = BrokerFixture.Start();
        var bridge = await fixture.ConnectAsync("bridge", options => options with { CleanSession = false });
        var player = await fixture.ConnectAsync("player");
        await bridge.SubscribeAsync("presses");
        await player.PublishTextAsync("presses", "left");
        await player.PublishTextAsync("presses", "right");

        Assert.Equal("left", (await bridge.NextAsync()).Message.PayloadText);
        Assert.Equal("right", (await bridge.NextAsync(acknowledge: false)).Message.PayloadText);
        bridge.Abort();
        await bridge.Closed;
        var resumed = await fixture.ConnectAsync("bridge", options => options with { CleanSession = false });
        var again = await resumed.NextAsync();

        Assert.True(resumed.SessionPresent);
        Assert.Equal("right", again.Message.PayloadText);
        Assert.True(again.IsDuplicate);
    }

    [Fact]
    public async Task Acknowledgements_leave_in_the_order_of_the_messages()
    {
        await using var fixture = BrokerFixture.Start();
        var bridge = await fixture.ConnectAsync("bridge", options => options with { CleanSession = false });
        await bridge.SubscribeAsync("presses");
        foreach (var press in (string[])["one", "two", "three"]) await fixture.Broker.PublishAsync(MqttMessage.FromText("presses", press, QualityOfService.AtLeastOnce));

        var first = await bridge.NextAsync(acknowledge: false);
        var second = await bridge.NextAsync(acknowledge: true);
        var third = await bridge.NextAsync(acknowledge: false);
        await first.AcknowledgeAsync();
        await bridge.DisconnectAsync(Deadline.Token());
        var resumed = await fixture.ConnectAsync("bridge", options => options with { CleanSession = false });

        Assert.Equal("two", second.Message.PayloadText);
        Assert.Equal(third.Message.PayloadText, (await resumed.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task Messages_wait_for_a_persistent_session_and_not_for_a_clean_one()
    {
        await using var fixture = BrokerFixture.Start();
        foreach (var clean in (bool[])[true, false])
        {
            var client = await fixture.ConnectAsync($"clean-{clean}", options => options with { CleanSession = clean });
            await client.SubscribeAsync("news");
            await client.DisconnectAsync(Deadline.Token());
        }

        await Deadline.UntilAsync(() => fixture.Broker.Clients.Count == 0, "both clients are gone");
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "kept", QualityOfService.AtLeastOnce));
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "not kept", QualityOfService.AtMostOnce));
        var persistent = await fixture.ConnectAsync("clean-False", options => options with { CleanSession = false });
        var clean2 = await fixture.ConnectAsync("clean-True", options => options with { CleanSession = false });
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "later", QualityOfService.AtLeastOnce));

        Assert.True(persistent.SessionPresent);
        Assert.Equal("kept", (await persistent.NextAsync()).Message.PayloadText);
        Assert.Equal("later", (await persistent.NextAsync()).Message.PayloadText);
        Assert.False(clean2.SessionPresent);
    }

    [Fact]
    public async Task A_clean_connect_forgets_what_was_kept()
    {
        await using var fixture = BrokerFixture.Start();
        var before = await fixture.ConnectAsync("client", options => options with { CleanSession = false });
        await before.SubscribeAsync("news");
        await before.DisconnectAsync(Deadline.Token());

        var clean = await fixture.ConnectAsync("client");
        await clean.DisconnectAsync(Deadline.Token());
        var after = await fixture.ConnectAsync("client", options => options with { CleanSession = false });

        Assert.False(clean.SessionPresent);
        Assert.False(after.SessionPresent);
    }

    [Fact]
    public async Task An_abandoned_session_expires()
    {
        var time = new ManualTime();
        var registry = new SessionRegistry(new MqttBrokerOptions { AbandonedSessionLifetime = TimeSpan.FromHours(1) }, time);
        await using var network = new ANetworkOfNothing();
        var expired = new List<BrokerSession>();
        var first = network.AClient("client", cleanSession: false);
        registry.Register(first);
        registry.Bind(first);

        registry.Release(first, expired.Add);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Empty(expired);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Same(first.Session, Assert.Single(expired));
    }

    [Fact]
    public async Task A_full_queue_drops_the_newest_and_keeps_the_order()
    {
        await using var fixture = BrokerFixture.Start(options: new MqttBrokerOptions { MaximumQueuedMessages = 3, MaximumInFlight = 2 });
        var away = await fixture.ConnectAsync("away", options => options with { CleanSession = false });
        await away.SubscribeAsync("news");
        await away.DisconnectAsync(Deadline.Token());
        await Deadline.UntilAsync(() => fixture.Broker.Clients.Count == 0, "the client is gone");

        foreach (var number in Enumerable.Range(1, 5)) await fixture.Broker.PublishAsync(MqttMessage.FromText("news", $"{number}", QualityOfService.AtLeastOnce));
        var back = await fixture.ConnectAsync("away", options => options with { CleanSession = false });
        List<string> received = [];
        for (var i = 0; i < 3; i++) received.Add((await back.NextAsync()).Message.PayloadText);
        await fixture.Broker.PublishAsync(MqttMessage.FromText("news", "6", QualityOfService.AtLeastOnce));
        received.Add((await back.NextAsync()).Message.PayloadText);

        Assert.Equal(["1", "2", "3", "6"], received);
    }

    [Fact]
    public async Task An_exactly_once_publish_that_is_repeated_is_passed_on_once()
    {
        await using var fixture = BrokerFixture.Start();
        var reader = await fixture.ConnectAsync("reader");
        await reader.SubscribeAsync("orders");
        await using var writer = await ABareEnd.ConnectAsync(fixture.Port, "writer", cleanSession: false);
        var order = new PublishPacket(MqttMessage.FromText("orders", "one", QualityOfService.ExactlyOnce), PacketId: 7);

        writer.Send(order);
        await writer.ReadAsync<PubRecPacket>();
        writer.Drop();
        await using var resumed = await ABareEnd.ConnectAsync(fixture.Port, "writer", cleanSession: false);
        resumed.Send(order with { Duplicate = true });
        await resumed.ReadAsync<PubRecPacket>();
        resumed.Send(new PubRelPacket(7));
        await resumed.ReadAsync<PubCompPacket>();
        resumed.Send(order with { Message = MqttMessage.FromText("orders", "two", QualityOfService.ExactlyOnce) });

        Assert.Equal("one", (await reader.NextAsync()).Message.PayloadText);
        Assert.Equal("two", (await reader.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task An_exactly_once_delivery_goes_on_where_it_was_interrupted()
    {
        await using var fixture = BrokerFixture.Start();
        await using var reader = await ABareEnd.ConnectAsync(fixture.Port, "reader", cleanSession: false);
        reader.Send(new SubscribePacket(1, [new MqttSubscription("orders", QualityOfService.ExactlyOnce)]));
        await reader.ReadAsync<SubAckPacket>();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("orders", "one", QualityOfService.ExactlyOnce));
        var first = await reader.ReadAsync<PublishPacket>();

        reader.Drop();
        await using var before = await ABareEnd.ConnectAsync(fixture.Port, "reader", cleanSession: false);
        var repeated = await before.ReadAsync<PublishPacket>();
        before.Send(new PubRecPacket(repeated.PacketId));
        await before.ReadAsync<PubRelPacket>();
        before.Drop();
        await using var after = await ABareEnd.ConnectAsync(fixture.Port, "reader", cleanSession: false);
        var release = await after.ReadAsync<PubRelPacket>();

        Assert.True(repeated.Duplicate);
        Assert.Equal(first.PacketId, repeated.PacketId);
        Assert.Equal(first.PacketId, release.PacketId);
    }
}
