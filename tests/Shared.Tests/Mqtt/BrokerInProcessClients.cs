using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Clients that live in the broker's own process: clients like any other, but for their transport.</summary>
public sealed class BrokerInProcessClients
{
    private const string Presence = "device/one/presence";
    private static readonly MqttMessage Offline = MqttMessage.FromText(Presence, "offline", QualityOfService.AtLeastOnce, retain: true);

    [Fact]
    public async Task A_dropped_one_leaves_its_will()
    {
        await using var fixture = BrokerFixture.Start();
        var family = await fixture.ConnectAsync("family");
        await family.SubscribeAsync(Presence);
        var player = fixture.Broker.ConnectInProcess("player", principal: "the player", Offline);
        Assert.Equal("the player", fixture.Broker.FindClient("player")!.Principal);

        player.Drop();

        Assert.Equal("offline", (await family.NextAsync()).Message.PayloadText);
        Assert.Equal("offline", Assert.Single(fixture.Broker.FindRetained(Presence)).PayloadText);
        Assert.Equal(MqttErrorCodes.Aborted, (await Deadline.WithinAsync(player.Closed, "the player is told")).Code);
        Assert.Null(fixture.Broker.FindClient("player"));
    }

    [Fact]
    public async Task One_whose_id_another_client_takes_ends_and_leaves_its_will()
    {
        await using var fixture = BrokerFixture.Start();
        var player = fixture.Broker.ConnectInProcess("player", will: Offline);

        await fixture.ConnectAsync("player");

        Assert.Equal(MqttErrorCodes.TakenOver, (await Deadline.WithinAsync(player.Closed, "the player is told")).Code);
        Assert.Single(fixture.Broker.FindRetained(Presence));
    }

    [Fact]
    public async Task One_takes_the_id_of_a_client_from_the_network_too()
    {
        await using var fixture = BrokerFixture.Start();
        var stranger = await fixture.ConnectAsync("player", options => options with { Will = Offline });

        fixture.Broker.ConnectInProcess("player");

        await Deadline.WithinAsync(stranger.Closed, "the stranger lost its connection");
        Assert.Single(fixture.Broker.FindRetained(Presence));
    }

    [Fact]
    public async Task A_broker_that_is_reset_publishes_no_will_of_theirs()
    {
        await using var fixture = BrokerFixture.Start();
        var player = fixture.Broker.ConnectInProcess("player", will: Offline);

        fixture.Broker.Reset();

        Assert.Equal(MqttErrorCodes.BrokerStopped, (await Deadline.WithinAsync(player.Closed, "the player is told")).Code);
        Assert.Empty(fixture.Broker.FindRetained("#"));
    }
}
