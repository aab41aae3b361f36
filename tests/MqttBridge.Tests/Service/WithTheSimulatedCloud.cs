using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The bridge against the simulated Yoto cloud: its token check, its topic policy, its player.</summary>
public sealed class WithTheSimulatedCloud
{
    [Fact]
    public async Task A_child_inserts_a_card_and_turns_the_knob_and_a_story_answers_with_a_chapter()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var bridge = await family.StartBridgeAsync();

        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted && seen.YotoCardId == family.CardId && seen.ChapterKey == "01");

        await family.ActAsync("turn-right", new { steps = 1 });
        var choice = await bridge.SawAsync(seen => seen is { Kind: ObservationKinds.TrackEntered, ChapterKey: "02" });
        Assert.Equal((TrackCauses.SkippedForward, "right", "01"), (choice.Cause, choice.Button, choice.PreviousChapterKey));

        var request = await bridge.AskAsync(PlayerCommands.CardStart, "05", playerId: family.PlayerId, card: family.CardId);
        Assert.Equal(CommandOutcomes.Done, (await bridge.EndOfAsync(request)).Outcome);
        Assert.Equal(request.CommandId, (await bridge.SawAsync(seen => seen.ChapterKey == "05")).CommandId);

        await family.ActAsync("turn-right", new { steps = -1 });
        await bridge.SawAsync(seen => seen is { Button: "left", CommandId: null });
        Assert.Equal(2, (await bridge.Host.AnnouncedAsync<PlayerObserved>()).Count(seen => seen.Button is not null));
    }

    [Fact]
    public async Task Every_command_that_a_player_obeys_completes_with_what_can_be_known_of_it()
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var bridge = await family.StartBridgeAsync();
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);

        (string Command, PlayerCommandArguments? Arguments, int? Volume)[] commands =
        [
            (PlayerCommands.CardPause, null, null),
            (PlayerCommands.CardResume, null, null),
            (PlayerCommands.VolumeSet, null, 38),
            (PlayerCommands.AmbientsSet, new() { Red = 64, Green = 191, Blue = 217 }, null),
            (PlayerCommands.SleepTimerSet, new() { SleepSeconds = 900 }, null),
            (PlayerCommands.SleepTimerSet, new() { SleepSeconds = 0 }, null),
            (PlayerCommands.DisplayPreview, new() { IconUri = "icons/sun.png", ShowSeconds = 3 }, null),
            (PlayerCommands.CardStop, null, null),
            (PlayerCommands.Reboot, null, null),
        ];
        foreach (var (command, arguments, volume) in commands)
        {
            var end = await bridge.EndOfAsync(await bridge.AskAsync(command, arguments, volume, family.PlayerId));
            Assert.True(end.Outcome == CommandOutcomes.Done, $"{command} ended with {end.Reason}.");
        }

        Assert.Equal(6, (await family.StateAsync())["volume"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_token_that_ends_in_the_middle_of_a_story_costs_no_choice()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { AccessTokenLifetime = TimeSpan.FromSeconds(4) });
        await using var bridge = await family.StartBridgeAsync();
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        var ledger = new ALedger(family, bridge);

        for (var connection = 2; connection <= 4; connection++)
        {
            await ledger.TurnAsync(connection % 2 == 0 ? 1 : -1);
            await Testing.Eventually.HoldsAsync(
                () => bridge.Sessions.All.Single().Connections >= connection, TimeSpan.FromSeconds(20), "The session was not opened anew before its token ended.");
        }

        await ledger.SteerAsync("07");
        await ledger.BalancesAsync();
        Assert.Equal(0, bridge.Sessions.All.Single().Gaps);
        Assert.True(family.TokensGiven >= 4);
    }
}
