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
        var ledger = await BeginAsync(family, bridge);

        foreach (var steps in new[] { 1, 1, -1, 1, -1, -1 })
        {
            network.Reset();
            await ledger.TurnAsync(steps);
            await ledger.ToldAsync();
        }

        network.Reset();
        await ledger.SteerAsync("05");
        await ledger.BalancesAsync();
        Assert.Equal((8, 0), (bridge.Sessions.All.Single().Connections, bridge.Sessions.All.Single().Gaps));
    }

    [Fact]
    public async Task A_network_that_swallows_everything_is_noticed_within_one_and_a_half_keep_alives()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var network = new ABadNetwork(family.MqttUrl);
        await using var bridge = await family.StartBridgeAsync(network.Towards(family.MqttUrl), ("Bridge:KeepAliveSeconds", "2"));
        var ledger = await BeginAsync(family, bridge);

        network.SwallowEverything();
        var swallowed = TimeProvider.System.GetTimestamp();
        await ledger.TurnAsync(1);
        await Eventually.HoldsAsync(() => bridge.Sessions.All.Single().ConnectedSince is null, Patience, "The silence was never noticed.");

        Assert.InRange(TimeProvider.System.GetElapsedTime(swallowed).TotalSeconds, 0, 3 + 1);   // One for a busy machine.
        network.Heal();
        await ledger.BalancesAsync();
    }

    [Fact]
    public async Task A_stranger_that_takes_our_client_id_is_outlived_and_nothing_is_missed()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var bridge = await family.StartBridgeAsync();
        var ledger = await BeginAsync(family, bridge);
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

        await ledger.TurnAsync(1);
        await ledger.BalancesAsync();
    }

    [Fact]
    public async Task Players_are_asked_again_before_they_fall_silent()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { EventWindow = TimeSpan.FromSeconds(2) });
        await using var bridge = await family.StartBridgeAsync(null, ("Bridge:RearmSeconds", "1"));
        var ledger = await BeginAsync(family, bridge);

        await Eventually.HoldsAsync(
            async () => (await family.CommandsAsync()).Count(command => command == "events/request") >= 5, Patience, "The player was not asked again.");
        await ledger.TurnAsync(1);

        await ledger.BalancesAsync();
        Assert.Equal(1, bridge.Sessions.All.Single().Connections);
    }

    [Fact]
    public async Task A_player_that_plays_and_has_stopped_telling_is_asked_long_before_the_next_turn()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { EventWindow = TimeSpan.FromSeconds(4) });
        await using var bridge = await family.StartBridgeAsync(null, ("Bridge:SilenceSeconds", "6"));
        var ledger = await BeginAsync(family, bridge);
        await Eventually.HoldsAsync(async () => !(await family.StateAsync())["isEventWindowOpen"]!.GetValue<bool>(), Patience, "The window stayed open.");

        await ledger.TurnAsync(1);   // Said to nobody.
        await Eventually.HoldsAsync(
            async () => (await family.StateAsync())["isEventWindowOpen"]!.GetValue<bool>(), Patience, "Nobody noticed that the player fell silent.");
        await ledger.BalancesAsync();
    }

    [Fact]
    public async Task A_child_on_a_network_that_breaks_in_every_way_is_understood_to_the_last_turn()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { Speed = 10 });
        await using var network = new ABadNetwork(family.MqttUrl);
        await using var bridge = await family.StartBridgeAsync(network.Towards(family.MqttUrl), ("Bridge:KeepAliveSeconds", "2"));
        var ledger = await BeginAsync(family, bridge);
        foreach (var steps in Enumerable.Repeat(1, 4)) await ledger.TurnAsync(steps);
        var random = new Random(10);

        for (var turn = 0; turn < 24; turn++)
        {
            if (turn % 6 == 3) network.Reset();
            if (turn % 12 == 7) network.SwallowEverything();
            if (turn % 12 == 10) network.Heal();
            var chapter = (await family.StateAsync())["chapterKey"]!.GetValue<string>();
            var steps = chapter switch { "01" or "02" => 1, "08" or "09" => -1, _ => random.Next(2) == 0 ? 1 : -1 };
            await ledger.TurnAsync(steps);
            await family.ActAsync("turn-left", new { steps });
        }

        await ledger.BalancesAsync();
    }

    private static async Task<ALedger> BeginAsync(ASimulatedFamily family, ABridge bridge)
    {
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        return new ALedger(family, bridge);
    }
}
