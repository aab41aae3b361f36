using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Failures F22: ten thousand sessions of one process lose their connections in one moment, while their players play and some are turned.</summary>
public sealed class AHerd(ITestOutputHelper output)
{
    private const int Accounts = 10_000;
    private const int ConnectsPerSecond = 400;
    private const int PlayersTurned = 50;

    /// <summary>A busy machine notes a CONNECT a little after its turn, so a few of one second are counted in the next; unpaced there would be thousands.</summary>
    private const int NotedLate = ConnectsPerSecond / 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Ten_thousand_sessions_come_back_within_the_connect_budget_and_no_turn_of_a_knob_is_lost_or_doubled()
    {
        await using var crowd = await ACrowd.GatherAsync(Accounts);
        var connector = new ACountingConnector(ConnectsPerSecond);
        await using var bridge = await ABridge.StartAsync(
            crowd.MqttUrl,
            crowd,
            builder => builder.Services.AddSingleton<IMqttConnector>(connector),
            folder: null,
            ("Bridge:ConnectsPerSecond", $"{ConnectsPerSecond}"));
        await crowd.MoveIntoAsync(bridge);
        bridge.Sessions.Wake();
        await AllAreHeardAsync(bridge, connector);
        connector.ForgetConnects();

        var began = TimeProvider.System.GetTimestamp();
        await crowd.ResetAllConnectionsAsync();
        var chapters = new Dictionary<string, string>();
        foreach (var (_, playerId) in crowd.Take(PlayersTurned)) chapters[playerId] = await crowd.TurnRightAsync(playerId);
        await AllAreHeardAsync(bridge, connector);
        output.WriteLine($"{Accounts} sessions were back after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} s; at most {connector.MostWithinASecond} CONNECTs within a second");

        Assert.InRange(connector.MostWithinASecond, 1, ConnectsPerSecond + NotedLate);
        Assert.InRange(crowd.MostTokensAtOnce, 1, 2 * ConnectsPerSecond);
        Assert.All(bridge.Sessions.All, session => Assert.Equal((2, 0), (session.Connections, session.Gaps)));
        await EveryTurnIsToldOnceAsync(bridge, chapters);
    }

    private static async Task EveryTurnIsToldOnceAsync(ABridge bridge, IReadOnlyDictionary<string, string> chapters)
    {
        await Eventually.HoldsAsync(async () => (await PressesAsync(bridge)).Count >= chapters.Count, Patience, "Not every turn was told.");
        var presses = await PressesAsync(bridge);
        Assert.Equal(
            chapters.Select(turned => $"{turned.Key} right {turned.Value}").Order(),
            presses.Select(press => $"{press.PlayerId} {press.Button} {press.ChapterKey}").Order());
    }

    private static async Task<IReadOnlyList<PlayerObserved>> PressesAsync(ABridge bridge) =>
        [.. (await bridge.Host.AnnouncedAsync<PlayerObserved>()).Where(seen => seen.Button is not null)];

    private static Task AllAreHeardAsync(ABridge bridge, ACountingConnector connector) => Eventually.HoldsAsync(
        () => Task.FromResult(connector.Connects >= Accounts && bridge.Sessions.All is { Count: Accounts } sessions && sessions.All(session =>
            session.ConnectedSince is not null && session.Lines.All(line => line.State.Snapshot is { IsHeard: true, HasGap: false }))),
        Patience,
        () => $"{connector.Connects} CONNECTs, {bridge.Sessions.All.Count(session => session.ConnectedSince is not null)} connected.");
}
