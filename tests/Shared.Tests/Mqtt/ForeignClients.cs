using System.Text;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>The npm client and Mosquitto's tools at our broker, over TCP and over WebSocket.</summary>
public sealed class ForeignClients : IAsyncLifetime
{
    private static readonly object Offline = new { topic = "presence", payload = "offline", qos = 1, retain = true };

    private readonly BrokerFixture _fixture = BrokerFixture.Start(new APolicy
    {
        Authenticate = request => request is { UserName: "family", Password: { } password } && Encoding.UTF8.GetString(password) is "secret"
            ? MqttAdmission.Accept()
            : MqttAdmission.Refuse(MqttConnectReturnCode.NotAuthorized),
    });

    private Uri _webSocket = null!;

    public enum Way
    {
        Tcp,
        WebSocket,
    }

    public async ValueTask InitializeAsync() => _webSocket = await _fixture.StartWebSocketAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(Way.Tcp, 0)]
    [InlineData(Way.Tcp, 1)]
    [InlineData(Way.Tcp, 2)]
    [InlineData(Way.WebSocket, 0)]
    [InlineData(Way.WebSocket, 1)]
    [InlineData(Way.WebSocket, 2)]
    public async Task The_npm_client_publishes_and_subscribes_with_wildcards_in_every_quality(Way way, int qos)
    {
        await using var client = await ConnectAsync(way, "client");

        Assert.Equal(qos, await client.SubscribeAsync("news/+/#", qos));
        await client.PublishAsync("news/today", "sunny", qos);

        Assert.Equal(new NpmMqttMessage("news/today", "sunny", qos, Retain: false), await client.NextAsync());
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_with_a_wrong_password_is_refused(Way way) =>
        Assert.Equal((int)MqttConnectReturnCode.NotAuthorized, await NpmMqttClient.RefusedAsync(ServerBy(way), new { username = "family", password = "guess" }));

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_takes_its_client_id_over_from_an_older_connection(Way way)
    {
        await using var first = await ConnectAsync(way, "client");

        await using var second = await ConnectAsync(way, "client");
        await first.ClosedAsync();
        await second.SubscribeAsync("news", 1);
        await second.PublishAsync("news", "still here", 1);

        Assert.Equal("still here", (await second.NextAsync()).Text);
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_hears_what_was_kept_and_the_will_of_one_that_vanished(Way way)
    {
        await using var player = await ConnectAsync(way, "player", will: Offline);
        await player.PublishAsync("presence", "online", 1, retain: true);
        await using var family = await ConnectAsync(way, "family");
        await family.SubscribeAsync("presence", 1);

        var kept = await family.NextAsync();
        await player.VanishAsync();
        var will = await family.NextAsync();
        await using var later = await ConnectAsync(way, "later");
        await later.SubscribeAsync("#", 1);

        Assert.Equal(new NpmMqttMessage("presence", "online", 1, Retain: true), kept);
        Assert.Equal(new NpmMqttMessage("presence", "offline", 1, Retain: false), will);
        Assert.Equal(new NpmMqttMessage("presence", "offline", 1, Retain: true), await later.NextAsync());
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_finds_its_session_again_with_what_it_missed(Way way)
    {
        await using var before = await ConnectAsync(way, "client", clean: false);
        await before.SubscribeAsync("news", 2);
        await before.EndAsync();
        await _fixture.Broker.PublishAsync(MqttMessage.FromText("news", "missed", QualityOfService.ExactlyOnce));

        await using var after = await ConnectAsync(way, "client", clean: false);

        Assert.False(before.SessionPresent);
        Assert.True(after.SessionPresent);
        Assert.Equal(new NpmMqttMessage("news", "missed", 2, Retain: false), await after.NextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Mosquittos_tools_talk_to_our_broker_over_WebSocket_whose_frames_cut_packets(int qos)
    {
        await using var tunnel = new ATunnel(_webSocket);
        _fixture.Broker.SetRetained(MqttMessage.FromText("news/ready", "ready"));   // Its arrival shows that the subscription stands.
        await using var subscriber = MosquittoTool.Subscribe(tunnel.Port, qos, "news/#", messages: 2, "-u", "family", "-P", "secret");
        await subscriber.LineAsync("ready");

        await using var publisher = MosquittoTool.Publish(tunnel.Port, qos, "news/today", "sunny", "-u", "family", "-P", "secret");
        await using var stranger = MosquittoTool.Publish(tunnel.Port, qos, "news/today", "lies", "-u", "family", "-P", "guess");

        Assert.Equal(0, await publisher.ExitCodeAsync());
        Assert.Equal((int)MqttConnectReturnCode.NotAuthorized, await stranger.ExitCodeAsync());
        Assert.Equal(0, await subscriber.ExitCodeAsync());
        Assert.Equal(["ready", "sunny"], subscriber.Lines);
    }

    private Task<NpmMqttClient> ConnectAsync(Way way, string clientId, bool clean = true, object? will = null) =>
        NpmMqttClient.ConnectAsync(ServerBy(way), new { clientId, username = "family", password = "secret", clean, will });

    private Uri ServerBy(Way way) => way is Way.Tcp ? _fixture.TcpServer : _webSocket;
}
