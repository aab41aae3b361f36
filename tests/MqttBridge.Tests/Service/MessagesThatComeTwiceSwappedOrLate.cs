using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Failures F8 and F9, against the simulated cloud: what players say is doubled, reordered, or long overdue.</summary>
public sealed class MessagesThatComeTwiceSwappedOrLate
{
    private static readonly int[] Turns = [1, 1, 1, -1, 1, -1, -1, 1];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("messages-duplicated")]
    [InlineData("messages-late")]
    public async Task Every_turn_is_told_once_and_every_command_obeyed(string fault)
    {
        await using var family = await ASimulatedFamily.StartAsync();
        await using var bridge = await family.StartBridgeAsync();
        var ledger = await BeginAsync(family, bridge);

        await family.BreakAsync(new { kind = fault, seconds = 1.5 });
        foreach (var steps in Turns) await ledger.TurnAsync(steps);
        await ledger.ToldAsync();
        await ledger.SteerAsync("06");
        await family.HealAsync();

        await ledger.BalancesAsync();
    }

    /// <summary>A turn and the tick after it change places, so the tick tells of the turn, and the turn itself is old news when it comes.</summary>
    [Fact]
    public async Task A_turn_that_is_overtaken_by_the_next_tick_is_told_once()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { Speed = 10 });
        await using var bridge = await family.StartBridgeAsync();
        var ledger = await BeginAsync(family, bridge);

        await family.BreakAsync(new { kind = "messages-reordered" });
        foreach (var steps in Turns)
        {
            await ledger.TurnAsync(steps);
            await ledger.ToldAsync();
        }

        await family.HealAsync();

        await ledger.BalancesAsync();
    }

    /// <summary>Long after a bridge may have forgotten that it has heard them.</summary>
    [Fact]
    public async Task Everything_that_a_player_ever_said_comes_once_more_and_nothing_is_told_again()
    {
        await using var family = await ASimulatedFamily.StartAsync(options => options with { Speed = 10 });
        await using var bridge = await family.StartBridgeAsync();
        var ledger = await BeginAsync(family, bridge);
        foreach (var steps in Turns) await ledger.TurnAsync(steps);
        await ledger.BalancesAsync();
        var heard = bridge.Sessions.All.Single().Messages;

        var messages = await family.SayAllAgainAsync();

        await Eventually.HoldsAsync(() => bridge.Sessions.All.Single().Messages >= heard + messages, Patience, "The old messages never came.");
        await ledger.BalancesAsync();
    }

    private static async Task<ALedger> BeginAsync(ASimulatedFamily family, ABridge bridge)
    {
        await family.ActAsync("insert", new { cardId = family.CardId });
        await bridge.SawAsync(seen => seen.Kind == ObservationKinds.CardInserted);
        return new ALedger(family, bridge);
    }
}
