using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Broker;

/// <summary>Rows 11 to 16 and 18: who may connect, what closes a connection, and what a subscriber hears.</summary>
public sealed class BrokerTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("/mqtt")]
    public async Task The_broker_is_reached_over_WebSocket_at_both_paths(string path)
    {
        await using var connection = await _cloud.ConnectAsync(server: _cloud.Ready.Http.Replace("http:", "ws:") + path);

        var granted = await connection.SubscribeAsync([new($"device/{_cloud.PlayerId}/data/events")], CancellationToken.None);

        Assert.Equal(QualityOfService.AtLeastOnce, granted[0].Granted);
    }

    [Theory]
    [InlineData("_", null)]
    [InlineData("_?x-amz-customauthorizer-name=JwtAuthorizer_old", null)]
    [InlineData(RunningCloud.AuthorizerUserName, "not a token")]
    public async Task Row_11_a_wrong_user_name_or_token_is_refused(string userName, string? token)
    {
        var refused = await Assert.ThrowsAsync<MqttRefusedException>(() => _cloud.ConnectAsync(token, userName));

        Assert.Equal(MqttConnectReturnCode.NotAuthorized, refused.ReturnCode);
    }

    [Fact]
    public async Task Row_11_a_token_without_the_control_scope_is_refused()
    {
        var token = await _cloud.TokenForAsync("family:devices:view");

        await Assert.ThrowsAsync<MqttRefusedException>(() => _cloud.ConnectAsync(token));
    }

    [Fact]
    public async Task Row_11_a_token_that_has_ended_or_was_signed_by_somebody_else_is_refused()
    {
        using var response = await _cloud.Anonymous.PostAsJsonAsync("/sim/accounts", new { accessTokenLifetimeSeconds = -1 });
        var ended = (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!;
        await using var other = await RunningCloud.StartAsync();

        foreach (var token in new[] { ended, other.Ready.Account.AccessToken })
        {
            var refused = await Assert.ThrowsAsync<MqttRefusedException>(() => _cloud.ConnectAsync(token));
            Assert.Equal(MqttConnectReturnCode.NotAuthorized, refused.ReturnCode);
        }
    }

    [Fact]
    public async Task Row_12_the_connection_closes_when_the_token_ends()
    {
        using var response = await _cloud.Anonymous.PostAsJsonAsync("/sim/accounts", new { accessTokenLifetimeSeconds = 2 });
        var token = (string)(await response.Content.ReadFromJsonAsync<JsonObject>())!["accessToken"]!;

        await using var connection = await _cloud.ConnectAsync(token);

        await connection.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task Row_13_a_second_connection_with_the_same_client_id_ends_the_first()
    {
        await using var first = await _cloud.ConnectAsync(clientId: "YOTOAPI1");
        await using var second = await _cloud.ConnectAsync(clientId: "YOTOAPI1");

        await first.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
        Assert.False(second.Closed.IsCompleted);
    }

    [Theory]
    [InlineData("device/+/data/events")]
    [InlineData("device/{id}/#")]
    [InlineData("device/yForeign/data/events")]
    [InlineData("$aws/things")]
    public async Task Row_14_a_subscription_beyond_ones_own_players_closes_the_connection(string filter)
    {
        await using var connection = await _cloud.ConnectAsync();

        await Assert.ThrowsAnyAsync<MqttException>(() => connection.SubscribeAsync([new(filter.Replace("{id}", _cloud.PlayerId))], CancellationToken.None));

        await connection.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task Row_14_a_publication_to_a_foreign_player_closes_the_connection()
    {
        await using var connection = await _cloud.ConnectAsync();

        await Assert.ThrowsAnyAsync<MqttException>(() =>
            connection.PublishAsync(MqttMessage.FromText("device/yForeign/command/reboot", "", QualityOfService.AtLeastOnce), CancellationToken.None));
    }

    [Fact]
    public async Task Row_16_presence_is_retained_for_whoever_subscribes_later()
    {
        await using var listener = await _cloud.ListenAsync("presence");
        var online = await listener.ExpectAsync("presence");

        Assert.True(online.Retain);
        Assert.Equal("online", StateIn(online));
        Assert.InRange((long)PlayerListener.Json(online)["ts"]!, 1_700_000_000_000, 5_000_000_000_000);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("kick")]
    public async Task Row_16_when_a_players_connection_breaks_the_broker_publishes_its_will_and_it_comes_back_by_itself(string how)
    {
        await using var listener = await _cloud.ListenAsync("presence");
        await listener.ExpectAsync("presence");

        Assert.Equal(1, await _cloud.BreakConnectionsAsync(new { how, playerId = _cloud.PlayerId }));

        Assert.Equal("offline", StateIn(await listener.ExpectAsync("presence")));
        Assert.Equal("online", StateIn(await listener.ExpectAsync("presence")));
    }

    [Theory]
    [InlineData("wifi", """{"available":false}""")]
    [InlineData("power", """{"on":false}""")]
    public async Task Row_16_a_player_that_is_gone_leaves_its_will_as_the_retained_message(string act, string body)
    {
        await _cloud.ActAsync(act, JsonNode.Parse(body));

        await using var listener = await _cloud.ListenAsync("presence");

        Assert.Equal("offline", StateIn(await listener.ExpectAsync("presence", message => (string?)message["state"] is "offline")));
        Assert.Equal(0, await _cloud.BreakConnectionsAsync(new { how = "reset", playerId = _cloud.PlayerId }));
    }

    [Fact]
    public async Task Row_16_a_client_that_takes_a_players_id_ends_the_players_connection_as_anybodys()
    {
        await using var listener = await _cloud.ListenAsync("presence");
        await listener.ExpectAsync("presence");

        await using var thief = await _cloud.ConnectAsync(clientId: _cloud.PlayerId);

        Assert.Equal("offline", StateIn(await listener.ExpectAsync("presence")));
    }

    [Fact]
    public async Task Row_17_the_window_belongs_to_the_player_so_one_who_never_asked_hears_what_another_asked_for()
    {
        await using var silent = await _cloud.ListenAsync("data/events");
        await using var other = await _cloud.ListenAsync("response");
        await other.CommandAsync("events/request");
        await silent.ExpectAsync("data/events");

        await _cloud.ActAsync("turn-left", new { steps = -1 });

        await silent.ExpectAsync("data/events", message => (int?)message["volume"] is 7);
    }

    [Fact]
    public async Task Row_18_status_and_events_requested_back_to_back_are_both_acknowledged_and_answered()
    {
        await using var listener = await _cloud.ListenAsync("data/events", "data/status", "status/full", "response");

        await listener.CommandAsync("status/request");
        await listener.CommandAsync("events/request");
        await listener.CommandAsync("status", """{"requestId":"abc"}""");

        await listener.ExpectAsync("response", answer => answer["status"]!["status/request"] is not null && (string?)answer["status"]!["req_body"] is "");
        await listener.ExpectAsync("response", answer => answer["status"]!["events"] is not null);
        await listener.ExpectAsync("data/events", message => (string?)message["playbackStatus"] is "stopped");
        var basic = PlayerListener.Json(await listener.ExpectAsync("data/status"))["status"]!;
        Assert.Equal((1, "v3", "off"), ((int?)basic["statusVersion"], (string?)basic["productType"], (string?)basic["nightlightMode"]));
        var full = PlayerListener.Json(await listener.ExpectAsync("status/full"))["status"]!;
        Assert.Equal((3, "nA"), ((int?)full["statusVersion"], (string?)full["shutDown"]));
        Assert.True((int?)full["battery"] > 1000);
    }

    [Fact]
    public async Task A_choice_of_the_child_reaches_a_subscriber_and_its_answer_reaches_the_player_in_one_trace()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02", "03"));
        await using var listener = await _cloud.ListenAsync("data/events");
        await listener.CommandAsync("events/request");
        await _cloud.ActAsync("insert", new { cardId });

        await _cloud.ActAsync("turn-right", new { steps = 1 });
        await listener.ExpectAsync("data/events", message => (string?)message["chapterKey"] is "02");
        await listener.CommandAsync("card/start", $$"""{"uri":"https://yoto.io/{{cardId}}","chapterKey":"03","trackKey":"03","secondsIn":0}""");

        var choice = await _cloud.TraceAsync("event", entry => (string?)entry["fields"]?["chapterKey"] is "02");
        var command = await _cloud.TraceAsync("command", entry => (string?)entry["name"] is "card/start");
        var entered = await _cloud.TraceAsync("track", entry => (string?)entry["fields"]?["chapterKey"] is "03");
        Assert.True((long)choice["atMicroseconds"]! < (long)command["atMicroseconds"]!);
        Assert.True((long)command["sequence"]! < (long)entered["sequence"]!);
    }

    private static string? StateIn(MqttMessage presence) => (string?)PlayerListener.Json(presence)["state"];
}
