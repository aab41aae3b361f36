using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Faults;

/// <summary>F8 to F10 and F22 on the wire: messages twice, swapped and late, connections that break, a door that is narrow.</summary>
public sealed class MqttFaultTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task F8_every_message_comes_twice()
    {
        await using var listener = await _cloud.ListenAsync("response");
        await _cloud.BreakAsync(new { kind = "messages-duplicated", playerId = _cloud.PlayerId });

        await listener.CommandAsync("events/request", "once");

        var first = await listener.ExpectAsync("response");
        var second = await listener.ExpectAsync("response");
        Assert.Equal(first.PayloadText, second.PayloadText);
    }

    [Fact]
    public async Task F9_two_messages_come_in_the_wrong_order()
    {
        await using var listener = await _cloud.ListenAsync("response");
        await _cloud.BreakAsync(new { kind = "messages-reordered" });

        await listener.CommandAsync("card/pause", "first");
        await listener.CommandAsync("card/pause", "second");

        Assert.Contains("second", (await listener.ExpectAsync("response")).PayloadText);
        Assert.Contains("first", (await listener.ExpectAsync("response")).PayloadText);
    }

    [Fact]
    public async Task F9_a_message_that_waits_for_its_successor_in_vain_comes_by_itself()
    {
        await using var listener = await _cloud.ListenAsync("response");
        await _cloud.BreakAsync(new { kind = "messages-reordered" });

        await listener.CommandAsync("card/pause", "alone");

        Assert.Contains("alone", (await listener.ExpectAsync("response")).PayloadText);
    }

    [Fact]
    public async Task F9_a_late_message_comes_after_one_that_was_sent_later()
    {
        await using var listener = await _cloud.ListenAsync("response");
        await _cloud.BreakAsync(new { kind = "messages-late", seconds = 0.5, times = 1 });

        await listener.CommandAsync("card/pause", "late");
        await listener.CommandAsync("card/pause", "prompt");

        Assert.Contains("prompt", (await listener.ExpectAsync("response")).PayloadText);
        Assert.Contains("late", (await listener.ExpectAsync("response")).PayloadText);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("kick")]
    public async Task F10_a_connection_ends(string how)
    {
        await using var connection = await _cloud.ConnectAsync();

        Assert.Equal(1, await _cloud.BreakConnectionsAsync(new { how, accountId = _cloud.Ready.Account.Id }));

        await connection.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
    }

    [Fact]
    public async Task F10_in_a_black_hole_the_connection_stands_and_nothing_arrives_until_it_heals()
    {
        await using var listener = await _cloud.ListenAsync("response", "presence");
        await listener.ExpectAsync("presence");
        await _cloud.BreakConnectionsAsync(new { how = "blackhole" });

        await _cloud.ActAsync("power", new { on = false });
        await _cloud.TraceAsync("presence", entry => (string?)entry["fields"]?["state"] is "offline");
        Assert.True((bool?)(await ConnectionsAsync())[0]!["isBlackholed"]);
        await _cloud.BreakConnectionsAsync(new { how = "heal" });
        await _cloud.ActAsync("power", new { on = true });

        Assert.Equal("online", (string?)PlayerListener.Json(await listener.ExpectAsync("presence"))["state"]);
    }

    [Fact]
    public async Task F10_a_client_id_that_connects_again_ends_the_one_before()
    {
        await using var first = await _cloud.ConnectAsync(clientId: "TWIN");

        await using var second = await _cloud.ConnectAsync(clientId: "TWIN");

        await first.Closed.WaitAsync(RunningCloud.Deadline, TimeProvider.System);
        Assert.Single(await ConnectionsAsync());
    }

    [Fact]
    public async Task F22_a_closed_door_says_that_the_server_is_unavailable()
    {
        await _cloud.BreakAsync(new { kind = "connections-refused", times = 1 });

        var refused = await Assert.ThrowsAsync<MqttRefusedException>(() => _cloud.ConnectAsync());
        Assert.Equal(MqttConnectReturnCode.ServerUnavailable, refused.ReturnCode);
        await (await _cloud.ConnectAsync()).DisposeAsync();
    }

    [Fact]
    public async Task F22_a_narrow_door_admits_so_many_in_a_second()
    {
        await _cloud.BreakAsync(new { kind = "connections-limited", count = 2 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TryConnectAsync()));

        Assert.InRange(outcomes.Count(admitted => admitted), 2, 4);   // A second may end in between.
        Assert.Contains(false, outcomes);
    }

    [Theory]
    [InlineData("""{"how":"gently"}""")]
    [InlineData("""{"how":"delay"}""")]
    [InlineData("nonsense")]
    public async Task A_way_to_break_that_makes_no_sense_is_refused(string body)
    {
        using var response = await _cloud.Anonymous.PostAsync("/sim/connections/break", new StringContent(body));

        await RunningCloud.ErrorAsync(response, 400);
    }

    private async Task<bool> TryConnectAsync()
    {
        try
        {
            await (await _cloud.ConnectAsync()).DisposeAsync();
            return true;
        }
        catch (MqttRefusedException)
        {
            return false;
        }
    }

    private async Task<JsonArray> ConnectionsAsync() => (await _cloud.Anonymous.GetFromJsonAsync<JsonArray>("/sim/connections"))!;
}
