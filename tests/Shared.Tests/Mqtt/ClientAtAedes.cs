using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>The npm broker <c>aedes</c> as a second foreign opinion about our client.</summary>
public sealed class ClientAtAedes : IAsyncLifetime
{
    private AedesBroker _aedes = null!;

    public async ValueTask InitializeAsync() => _aedes = await AedesBroker.StartAsync();

    public ValueTask DisposeAsync() => _aedes.DisposeAsync();

    [Theory]
    [InlineData("tcp", QualityOfService.AtMostOnce)]
    [InlineData("tcp", QualityOfService.AtLeastOnce)]
    [InlineData("ws", QualityOfService.AtMostOnce)]
    [InlineData("ws", QualityOfService.AtLeastOnce)]
    public async Task A_hundred_messages_come_back_in_order(string transport, QualityOfService quality)
    {
        await using var client = await ConnectAsync("family", transport);
        await client.SubscribeAsync("device/one/data/events", quality);

        for (var number = 0; number < 100; number++) await client.PublishTextAsync("device/one/data/events", $"{number}", quality);

        for (var number = 0; number < 100; number++) Assert.Equal($"{number}", (await client.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task What_was_not_acknowledged_is_delivered_again_to_the_resumed_session()
    {
        var before = await ConnectAsync("bridge", cleanSession: false);
        await before.SubscribeAsync("presses");
        await before.PublishTextAsync("presses", "left");
        await before.NextAsync(acknowledge: false);
        before.Abort();
        await before.Closed;

        await using var after = await ConnectAsync("bridge", cleanSession: false);

        Assert.True(after.SessionPresent);
        Assert.Equal("left", (await after.NextAsync()).Message.PayloadText);
    }

    [Fact]
    public async Task A_retained_will_is_told_to_who_comes_later()
    {
        await using var witness = await ConnectAsync("witness");
        await witness.SubscribeAsync("presence");
        var player = await ConnectAsync("player", will: MqttMessage.FromText("presence", "offline", QualityOfService.AtLeastOnce, retain: true));
        player.Abort();
        Assert.Equal("offline", (await witness.NextAsync()).Message.PayloadText);

        await using var late = await ConnectAsync("late");
        await late.SubscribeAsync("presence");

        Assert.Equal("offline", (await late.NextAsync()).Message.PayloadText);
    }

    private Task<IMqttConnection> ConnectAsync(string clientId, string transport = "tcp", bool cleanSession = true, MqttMessage? will = null) =>
        new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions { Server = _aedes.AddressOver(transport), ClientId = clientId, CleanSession = cleanSession, Will = will },
            Deadline.Token());
}
