using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class ClientAndBroker
{
    [Theory]
    [InlineData("tcp", QualityOfService.AtMostOnce)]
    [InlineData("tcp", QualityOfService.AtLeastOnce)]
    [InlineData("websocket", QualityOfService.AtMostOnce)]
    [InlineData("websocket", QualityOfService.AtLeastOnce)]
    public async Task A_message_travels_from_one_client_to_another(string transport, QualityOfService quality)
    {
        await using var fixture = BrokerFixture.Start();
        var server = transport is "tcp" ? fixture.TcpServer : await fixture.StartWebSocketAsync();
        var family = await fixture.ConnectAsync("family", options => options with { Server = server });
        var player = await fixture.ConnectAsync("player", options => options with { Server = server });
        await family.SubscribeAsync("device/one/data/events", quality);

        await player.PublishTextAsync("device/one/data/events", "playing", quality);
        var received = await family.NextAsync();

        Assert.Equal("device/one/data/events", received.Topic);
        Assert.Equal("playing", received.Message.PayloadText);
        Assert.Equal(quality, received.Message.QualityOfService);
        Assert.False(received.IsDuplicate);
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("websocket")]
    public async Task A_payload_larger_than_any_read_arrives_whole_and_in_order(string transport)
    {
        await using var fixture = BrokerFixture.Start();
        var server = transport is "tcp" ? fixture.TcpServer : await fixture.StartWebSocketAsync();
        var reader = await fixture.ConnectAsync("reader", options => options with { Server = server });
        var writer = await fixture.ConnectAsync("writer", options => options with { Server = server });
        await reader.SubscribeAsync("big");
        var payloads = Enumerable.Range(1, 5).Select(seed => ARandomPayload(seed, bytes: 200_000)).ToList();

        var publishing = Task.WhenAll(payloads.Select(payload => writer.PublishAsync(new MqttMessage("big", payload, QualityOfService.AtLeastOnce), Deadline.Token())));
        foreach (var payload in payloads) Assert.Equal(payload, (await reader.NextAsync()).Payload.ToArray());
        await publishing;
    }

    private static byte[] ARandomPayload(int seed, int bytes)
    {
        var payload = new byte[bytes];
        new Random(seed).NextBytes(payload);
        return payload;
    }
}
