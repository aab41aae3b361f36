using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>At most ten players share a connection, and each connection keeps its name.</summary>
public sealed class ManyPlayersOfOneAccount
{
    [Fact]
    public async Task The_eleventh_player_gets_a_second_connection_and_both_keep_their_names_over_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using var cloud = new ACloud();
        string[] names;
        await using (var bridge = await ABridge.StartAsync(cloud, folder.Path))
        {
            await bridge.Host.DeliverAsync(new YotoAccountLinked(ABridge.Account), ABridge.Family);
            for (var number = 1; number <= AccountShard.MaxPlayers + 1; number++)
                await bridge.Host.DeliverAsync(new PlayerDiscovered(ABridge.Account, PlayerNumber(number), $"Player {number}", "mini"), ABridge.Family);

            names = await NamesAsync(cloud);
            Assert.Equal([10, 1], bridge.Sessions.All.OrderBy(session => session.Shard.Number).Select(session => session.Lines.Count()));
        }

        await Eventually.HoldsAsync(() => cloud.Clients.Count == 0, TimeSpan.FromSeconds(10), "The sessions were not closed.");
        await using var restarted = await ABridge.StartAsync(cloud, folder.Path);
        Assert.Equal(names, await NamesAsync(cloud));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(20, 2)]
    public void A_player_goes_where_there_is_room(int players, int shard)
    {
        Assert.Equal(shard, AccountShard.NumberForNext(Enumerable.Range(0, players).Select(player => player / AccountShard.MaxPlayers)));
    }

    [Fact]
    public void A_place_that_became_free_is_taken_again()
    {
        Assert.Equal(0, AccountShard.NumberForNext([.. Enumerable.Repeat(0, 9), .. Enumerable.Repeat(1, 3)]));
    }

    private static string PlayerNumber(int number) => $"yTestPlayer{number:0000000000000}";

    private static async Task<string[]> NamesAsync(ACloud cloud)
    {
        await Eventually.HoldsAsync(() => cloud.Clients.Count == 2, TimeSpan.FromSeconds(20), "There were never two connections.");
        return [.. cloud.Clients.Select(client => client.ClientId).Order(StringComparer.Ordinal)];
    }
}
