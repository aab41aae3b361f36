using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>What many players say in one moment is written in few transactions; none of them pays for another.</summary>
public sealed class ManyPlayersSpeakAtOnce
{
    private const int Accounts = 6;
    private const int Words = 8;
    private const long Noon = 1_767_222_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Everything_is_told_once_and_in_order_for_each_player_and_one_that_was_taken_away_stops_nobody(string kind)
    {
        await using var database = kind == "PostgreSQL" ? await (await RealServers.PostgresAsync()).CreateDatabaseAsync() : null;
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, database is null ? [] : [("ConnectionStrings:bridge", database.ConnectionString)]);
        var players = await LinkAsync(bridge);
        await Eventually.HoldsAsync(() => players.All(player => IsHeard(bridge, player)), Patience, "Not every player was heard.");
        var taken = players[17];
        await bridge.InDatabaseAsync(rows => rows.Players.IgnoreQueryFilters().Where(row => row.PlayerId == taken.PlayerId)
            .ExecuteUpdateAsync(row => row.SetProperty(player => player.FencingToken, player => player.FencingToken + 1)));

        for (var word = 1; word <= Words; word++)
            await Task.WhenAll(players.Select(player => cloud.SayAsync(player.PlayerId, ACloud.Playing($"{word:00}", 0, Noon + (10 * word)))));

        var others = players.Where(player => player != taken).ToList();
        await Eventually.HoldsAsync(
            async () => (await ChaptersAsync(bridge)).Sum(told => told.Count()) >= others.Count * Words, Patience, "Not everything was told.");
        var told = await ChaptersAsync(bridge);
        Assert.All(others, player => Assert.Equal(Enumerable.Range(1, Words).Select(word => $"{word:00}"), told[player.PlayerId]));
        Assert.Empty(told[taken.PlayerId]);
    }

    private static bool IsHeard(ABridge bridge, (Guid Account, string PlayerId) player) =>
        bridge.Sessions.FindLine(player.Account, player.PlayerId)?.State.Snapshot is { IsHeard: true, HasGap: false };

    private static async Task<ILookup<string, string?>> ChaptersAsync(ABridge bridge) => (await bridge.Host.AnnouncedAsync<PlayerObserved>())
        .Where(seen => seen.Kind is ObservationKinds.CardInserted or ObservationKinds.TrackEntered)
        .ToLookup(seen => seen.PlayerId, seen => seen.ChapterKey);

    private static async Task<IReadOnlyList<(Guid Account, string PlayerId)>> LinkAsync(ABridge bridge)
    {
        var players = new List<(Guid, string)>();
        for (var number = 0; number < Accounts; number++)
        {
            var account = Guid.CreateVersion7();
            await bridge.Host.DeliverAsync(new YotoAccountLinked(account), ABridge.Family);
            for (var player = 0; player < AccountShard.MaxPlayers; player++)
            {
                players.Add((account, $"yTestPlayer{number:000000}{player:0000000}"));
                await bridge.Host.DeliverAsync(new PlayerDiscovered(account, players[^1].Item2, "A player", "v3"), ABridge.Family);
            }
        }

        return players;
    }
}
