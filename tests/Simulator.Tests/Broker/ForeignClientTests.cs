using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Broker;

/// <summary>The npm client and Mosquitto's tools, which know nothing of us, at the simulated cloud.</summary>
public sealed class ForeignClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private RunningCloud _cloud = null!;

    public enum Way
    {
        Tcp,
        WebSocket,
        WebSocketAtTheRoot,
    }

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    [InlineData(Way.WebSocketAtTheRoot)]
    public async Task The_npm_client_asks_for_events_and_gets_them_with_an_acknowledgement(Way way)
    {
        await using var client = await ConnectAsync(way, "DASH1");
        await client.SubscribeAsync(Topic("response"), 1);
        await client.SubscribeAsync(Topic("data/events"), 0);

        await client.PublishAsync(Topic("command/events/request"), "", 0);

        NpmMqttMessage[] answers = [await client.NextAsync(), await client.NextAsync()];
        Assert.Contains(answers, answer => answer is { Qos: 1, Text: """{"status":{"events":"OK","req_body":""}}""" } && answer.Topic == Topic("response"));
        Assert.Contains(answers, answer => answer.Qos is 0 && answer.Topic == Topic("data/events"));
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_with_a_wrong_token_is_refused(Way way) =>
        Assert.Equal(
            (int)MqttConnectReturnCode.NotAuthorized,
            await NpmMqttClient.RefusedAsync(ServerBy(way), new { username = RunningCloud.AuthorizerUserName, password = "not a token" }));

    [Theory]
    [InlineData(Way.Tcp, "device/+/data/events")]
    [InlineData(Way.WebSocket, "#")]
    public async Task The_npm_client_that_subscribes_with_a_wildcard_is_closed(Way way, string filter)
    {
        await using var client = await ConnectAsync(way, "DASH1");

        await client.SubscribeInVainAsync(filter);
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_is_closed_when_another_takes_its_client_id(Way way)
    {
        await using var first = await ConnectAsync(way, "DASH1");

        await using var second = await ConnectAsync(way, "DASH1");

        await first.ClosedAsync();
        Assert.Equal(1, await second.SubscribeAsync(Topic("presence"), 1));
    }

    [Theory]
    [InlineData(Way.Tcp)]
    [InlineData(Way.WebSocket)]
    public async Task The_npm_client_hears_the_retained_presence_and_the_last_will_of_a_player_that_drops(Way way)
    {
        await using var client = await ConnectAsync(way, "DASH1");
        await client.SubscribeAsync(Topic("presence"), 1);
        var online = await client.NextAsync();

        await _cloud.ActAsync("wifi", new { available = false });
        var offline = await client.NextAsync();

        Assert.True(online.Retain);
        Assert.Contains("\"online\"", online.Text);
        Assert.False(offline.Retain);
        Assert.Contains("\"offline\"", offline.Text);
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_its_own_will_too()
    {
        await using var family = await ConnectAsync(Way.WebSocket, "DASH1");
        await family.SubscribeAsync(Topic("response"), 1);
        await using var vanishing = await NpmMqttClient.ConnectAsync(
            ServerBy(Way.Tcp), Options("DASH2", will: new { topic = Topic("response"), payload = "gone", qos = 1 }));

        await vanishing.VanishAsync();

        Assert.Equal("gone", (await family.NextAsync()).Text);
    }

    [Fact]
    public async Task Mosquittos_tools_hear_the_retained_presence_and_give_commands()
    {
        Assert.Contains("\"online\"", await MosquittoAsync("mosquitto_sub", _cloud.Ready.Account.AccessToken, "-t", Topic("presence"), "-C", "1"));

        await MosquittoAsync("mosquitto_pub", _cloud.Ready.Account.AccessToken, "-q", "1", "-t", Topic("command/volume/set"), "-m", """{"volume":25}""");

        await _cloud.TraceAsync("command", entry => (string?)entry["name"] is "volume/set");
    }

    [Fact]
    public async Task Mosquittos_tools_with_a_wrong_token_are_told_that_they_are_not_authorised()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => MosquittoAsync("mosquitto_pub", "not a token", "-t", Topic("command/reboot"), "-n"));

        Assert.Contains("not authorised", refusal.Message);
    }

    private string Topic(string name) => $"device/{_cloud.PlayerId}/{name}";

    private Task<NpmMqttClient> ConnectAsync(Way way, string clientId) => NpmMqttClient.ConnectAsync(ServerBy(way), Options(clientId));

    private object Options(string clientId, object? will = null) =>
        new { clientId, username = RunningCloud.AuthorizerUserName, password = _cloud.Ready.Account.AccessToken, keepalive = 300, will };

    private Uri ServerBy(Way way) => new(way switch
    {
        Way.Tcp => _cloud.Ready.Mqtt,
        Way.WebSocket => _cloud.Ready.MqttWebSocket,
        _ => _cloud.Ready.MqttWebSocket.Replace("/mqtt", "/", StringComparison.Ordinal),
    });

    private Task<string> MosquittoAsync(string program, string token, params string[] arguments)
    {
        var server = new Uri(_cloud.Ready.Mqtt);
        return ProcessRunner.RunAsync(
            program, ["-h", server.Host, "-p", $"{server.Port}", "-u", RunningCloud.AuthorizerUserName, "-P", token, .. arguments], Deadline);
    }
}
