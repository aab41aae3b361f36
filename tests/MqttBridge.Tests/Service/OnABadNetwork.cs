using System.Text.Json.Nodes;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;
using YotoSmartStream.YotoCloud.Mqtt;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Resets, black holes, thieves of the client id and players that fall silent (failures F10), against the simulated cloud.</summary>
public sealed class OnABadNetwork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_connection_that_is_reset_again_and_again_costs_no_choice_and_doubles_none()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var network = new ABadNetwork(family.MqttUrl);
        await using var bridge = await family.StartBridgeAsync(network.Towards(family.MqttUrl));
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);

        string[] made = ["right", "right", "left", "right", "left", "left"];
        for (var turn = 0; turn < made.Length; turn++)
        {
            network.Reset();
            await family.ActAsync("turn-right", new { steps = made[turn] == "right" ? 1 : -1 });
            await SawPressesAsync(bridge, turn + 1);
        }

        Assert.Equal(made, (await PressesAsync(bridge)).Select(press => press.Button));
        Assert.Equal(made.Length + 1, bridge.Sessions.All.Single().Connections);
        Assert.Equal(0, bridge.Sessions.All.Single().Gaps);
        await ConvergesAsync(family, bridge);
    }

    [Fact]
    public async Task A_network_that_swallows_everything_is_noticed_within_one_and_a_half_keep_alives()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var network = new ABadNetwork(family.MqttUrl);
        await using var bridge = await family.StartBridgeAsync(network.Towards(family.MqttUrl), ("Bridge:KeepAliveSeconds", "2"));
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);

        network.SwallowEverything();
        var swallowed = TimeProvider.System.GetTimestamp();
        await family.ActAsync("turn-right", new { steps = 1 });
        await Eventually.HoldsAsync(() => bridge.Sessions.All.Single().ConnectedSince is null, Patience, "The silence was never noticed.");

        Assert.InRange(TimeProvider.System.GetElapsedTime(swallowed).TotalSeconds, 0, 3 + 1);   // One for a busy machine.
        network.Heal();
        await SawPressesAsync(bridge, 1);
        await ConvergesAsync(family, bridge);
    }

    [Fact]
    public async Task A_stranger_that_takes_our_client_id_is_outlived_and_nothing_is_missed()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var bridge = await family.StartBridgeAsync();
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        var ours = bridge.Sessions.All.Single().Shard.ClientId;

        var token = await family.GetAccessTokenAsync(new GetYotoAccessToken(ABridge.Family.Value, ABridge.Account), CancellationToken.None);
        await using (await new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions
            {
                Server = family.MqttUrl,
                ClientId = ours,
                UserName = YotoSession.UserName,
                Password = YotoSession.Password(token.Value.Token),
                CleanSession = false,
            },
            CancellationToken.None))
        {
            await Eventually.HoldsAsync(() => bridge.Sessions.All.Single().Connections == 2, Patience, "The bridge did not come back.");
        }

        await family.ActAsync("turn-right", new { steps = 1 });
        await SawPressesAsync(bridge, 1);
        await ConvergesAsync(family, bridge);
    }

    [Fact]
    public async Task Players_are_asked_again_before_they_fall_silent()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { EventWindow = TimeSpan.FromSeconds(2) });
        await using var bridge = await family.StartBridgeAsync(null, ("Bridge:RearmSeconds", "1"));
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);

        await Eventually.HoldsAsync(
            async () => (await family.CommandsAsync()).Count(command => command == "events/request") >= 5, Patience, "The player was not asked again.");
        await family.ActAsync("turn-right", new { steps = 1 });

        await SawPressesAsync(bridge, 1);
        Assert.Equal(1, bridge.Sessions.All.Single().Connections);
    }

    [Fact]
    public async Task A_player_that_plays_and_has_stopped_telling_is_asked_long_before_the_next_turn()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { EventWindow = TimeSpan.FromSeconds(4) });
        await using var bridge = await family.StartBridgeAsync(null, ("Bridge:SilenceSeconds", "6"));
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        await Eventually.HoldsAsync(async () => !(await family.StateAsync())["isEventWindowOpen"]!.GetValue<bool>(), Patience, "The window stayed open.");

        await Eventually.HoldsAsync(
            async () => (await family.StateAsync())["isEventWindowOpen"]!.GetValue<bool>(), Patience, "Nobody noticed that the player fell silent.");
    }

    [Fact]
    public async Task A_child_on_a_network_that_breaks_in_every_way_is_understood_to_the_last_turn()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { Speed = 10 });
        await using var network = new ABadNetwork(family.MqttUrl);
        await using var bridge = await family.StartBridgeAsync(network.Towards(family.MqttUrl), ("Bridge:KeepAliveSeconds", "2"));
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        await family.ActAsync("turn-right", new { steps = 4 });
        await bridge.SawAsync(seen => seen.ChapterKey == "05");
        var (random, made) = (new Random(10), new List<string>());

        for (var turn = 0; turn < 24; turn++)
        {
            if (turn % 6 == 3) network.Reset();
            if (turn % 12 == 7) network.SwallowEverything();
            if (turn % 12 == 10) network.Heal();
            var before = await TheNextSecondAsync(family);
            var steps = before["chapterKey"]!.GetValue<string>() switch { "01" or "02" => 1, "08" or "09" => -1, _ => random.Next(2) == 0 ? 1 : -1 };
            await family.ActAsync("turn-right", new { steps });
            made.Add(steps > 0 ? "right" : "left");
            await family.ActAsync("turn-left", new { steps });
        }

        await SawPressesAsync(bridge, made.Count);
        await ConvergesAsync(family, bridge);
        Assert.Equal(made, (await PressesAsync(bridge)).Select(press => press.Button));
        Assert.Equal(0, bridge.LineOf(family.PlayerId)!.Malformed);
    }

    /// <summary>Two turns in one second of the player can look the same to the byte, like a repeated message.</summary>
    private static async Task<JsonObject> TheNextSecondAsync(ASimulatedFamily family)
    {
        var second = SecondOf(await family.StateAsync());
        return await Eventually.GetAsync(
            async () => await family.StateAsync() is { } state && SecondOf(state) > second ? state : null, Patience, "The player's clock stands still.");

        static long SecondOf(JsonObject state) => state["now"]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds();
    }

    private static async Task<IReadOnlyList<PlayerObserved>> PressesAsync(ABridge bridge) =>
        [.. (await bridge.Host.AnnouncedAsync<PlayerObserved>()).Where(seen => seen.Button is not null)];

    private static Task SawPressesAsync(ABridge bridge, int count) => Eventually.HoldsAsync(
        async () => (await PressesAsync(bridge)).Count >= count, Patience, $"Choice number {count} was never announced.");

    /// <summary>I6: what we believe is what the player does, within ten seconds.</summary>
    private static Task ConvergesAsync(ASimulatedFamily family, ABridge bridge) => Eventually.HoldsAsync(
        async () => Same(await family.StateAsync(), bridge.LineOf(family.PlayerId)?.State.Snapshot),
        TimeSpan.FromSeconds(10),
        "The bridge believes something else than the player does.");

    private static bool Same(JsonObject truth, PlayerSnapshot? believed) =>
        believed is not null
        && truth["chapterKey"]!.GetValue<string>() == believed.ChapterKey
        && truth["status"]!.GetValue<string>() == believed.PlaybackStatus
        && truth["volume"]!.GetValue<int>() == believed.Volume;
}
