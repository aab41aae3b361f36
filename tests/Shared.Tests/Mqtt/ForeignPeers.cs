using System.Text;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Mosquitto as the other side: what two of our own halves agree on could still be wrong.</summary>
public sealed class ForeignPeers
{
    [Theory]
    [InlineData(QualityOfService.AtMostOnce)]
    [InlineData(QualityOfService.AtLeastOnce)]
    public async Task Our_client_talks_to_mosquitto(QualityOfService quality)
    {
        await using var mosquitto = await MosquittoBroker.StartAsync();
        await using var client = await mosquitto.ConnectAsync("client");

        var answers = await client.SubscribeAsync([new MqttSubscription("news/+", quality)], Deadline.Token());
        await client.PublishTextAsync("news/today", "sunny", quality);
        var received = await client.NextAsync();

        Assert.Equal([new MqttSubscriptionResult("news/+", quality)], answers);
        Assert.Equal(("news/today", "sunny", quality), (received.Topic, received.Message.PayloadText, received.Message.QualityOfService));
    }

    [Fact]
    public async Task Our_client_resumes_its_session_at_mosquitto_and_gets_what_it_did_not_acknowledge()
    {
        await using var mosquitto = await MosquittoBroker.StartAsync();
        var before = await mosquitto.ConnectAsync("bridge", cleanSession: false);
        await before.SubscribeAsync("presses");
        await before.PublishTextAsync("presses", "left");
        await before.NextAsync(acknowledge: false);
        before.Abort();

        await using var after = await mosquitto.ConnectAsync("bridge", cleanSession: false);
        var again = await after.NextAsync();

        Assert.True(after.SessionPresent);
        Assert.Equal(("left", true), (again.Message.PayloadText, again.IsDuplicate));
    }

    [Fact]
    public async Task Mosquitto_publishes_our_clients_will_and_keeps_it()
    {
        await using var mosquitto = await MosquittoBroker.StartAsync();
        await using var family = await mosquitto.ConnectAsync("family");
        var player = await mosquitto.ConnectAsync("player", will: MqttMessage.FromText("presence", "offline", QualityOfService.AtLeastOnce, retain: true));

        player.Abort();
        await player.Closed;
        await family.SubscribeAsync("presence");

        Assert.Equal("offline", (await family.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task Our_client_stays_connected_to_mosquitto_by_its_pings()
    {
        await using var mosquitto = await MosquittoBroker.StartAsync();
        await using var client = await mosquitto.ConnectAsync("client", keepAlive: TimeSpan.FromSeconds(1));

        var mosquittosPatience = Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);   // Twice Mosquitto's patience.
        Assert.Same(mosquittosPatience, await Task.WhenAny(client.Closed, mosquittosPatience));
    }

    [Fact]
    public async Task Our_client_exchanges_a_thousand_messages_with_mosquitto_in_order()
    {
        await using var mosquitto = await MosquittoBroker.StartAsync();
        await using var client = await mosquitto.ConnectAsync("client");
        await client.SubscribeAsync("news");

        var publishing = Task.WhenAll(Enumerable.Range(0, 1_000).Select(number => client.PublishTextAsync("news", $"{number}")));
        for (var number = 0; number < 1_000; number++) Assert.Equal($"{number}", (await client.NextAsync()).Message.PayloadText);
        await publishing;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mosquittos_tools_talk_to_our_broker(int quality)
    {
        await using var fixture = BrokerFixture.Start();
        fixture.Broker.SetRetained(MqttMessage.FromText("news/ready", "ready"));   // Its arrival shows that the subscription stands.
        await using var subscriber = MosquittoTool.Subscribe(fixture.Port, quality, "news/#", messages: 4);
        await subscriber.LineAsync("ready");

        foreach (var word in (string[])["one", "two", "three"])
        {
            await using var publisher = MosquittoTool.Publish(fixture.Port, quality, "news/today", word);
            Assert.Equal(0, await publisher.ExitCodeAsync());
        }

        Assert.Equal(0, await subscriber.ExitCodeAsync());
        Assert.Equal(["ready", "one", "two", "three"], subscriber.Lines);
    }

    [Fact]
    public async Task Mosquittos_subscriber_gets_what_our_broker_kept_and_our_clients_will()
    {
        await using var fixture = BrokerFixture.Start();
        await fixture.Broker.PublishAsync(MqttMessage.FromText("presence", "online", QualityOfService.AtLeastOnce, retain: true));
        var player = await fixture.ConnectAsync("player", options => options with { Will = MqttMessage.FromText("presence", "offline", retain: true) });
        await using var subscriber = MosquittoTool.Subscribe(fixture.Port, quality: 1, "presence", messages: 2);

        await subscriber.LineAsync("online");
        player.Abort();

        Assert.Equal(0, await subscriber.ExitCodeAsync());
        Assert.Equal(["online", "offline"], subscriber.Lines);
    }

    [Fact]
    public async Task Mosquittos_publisher_is_told_that_its_password_is_wrong()
    {
        await using var fixture = BrokerFixture.Start(new APolicy
        {
            Authenticate = request => request.Password is { } password && Encoding.UTF8.GetString(password) is "right"
                ? MqttAdmission.Accept()
                : MqttAdmission.Refuse(MqttConnectReturnCode.NotAuthorized),
        });

        await using var wrong = MosquittoTool.Publish(fixture.Port, quality: 1, "news", "one", "-u", "family", "-P", "wrong");
        await using var right = MosquittoTool.Publish(fixture.Port, quality: 1, "news", "one", "-u", "family", "-P", "right");

        Assert.Equal((int)MqttConnectReturnCode.NotAuthorized, await wrong.ExitCodeAsync());
        Assert.Equal(0, await right.ExitCodeAsync());
    }
}
