using System.Collections.Concurrent;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>Failures F22: a broker that comes back is not stormed by everybody at once.</summary>
public sealed class AHerd
{
    private const int Accounts = 60;
    private const int ConnectsPerSecond = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_the_broker_threw_everybody_out_all_are_back_and_no_second_saw_more_connects_than_the_budget_allows()
    {
        await using var cloud = new ACloud();
        await using var bridge = await ABridge.StartAsync(cloud, null, ("Bridge:ConnectsPerSecond", $"{ConnectsPerSecond}"));
        for (var number = 0; number < Accounts; number++)
        {
            var account = Guid.CreateVersion7();
            await bridge.Host.DeliverAsync(new YotoAccountLinked(account), ABridge.Family);
            await bridge.Host.DeliverAsync(new PlayerDiscovered(account, $"yTestPlayer{number:0000000000000}", "A player", "v3"), ABridge.Family);
        }

        await AllAreConnectedAsync(cloud);
        var times = new ConcurrentQueue<long>();
        cloud.OnConnected(() => times.Enqueue(TimeProvider.System.GetTimestamp()));
        foreach (var client in cloud.Clients) client.Kick();
        await Eventually.HoldsAsync(() => times.Count >= Accounts, Patience, "Not everybody came back.");
        await AllAreConnectedAsync(cloud);

        var connects = times.ToArray();
        var fullest = connects.Max(start => connects.Count(at => at >= start && TimeProvider.System.GetElapsedTime(start, at) < TimeSpan.FromSeconds(0.95)));
        Assert.InRange(fullest, 1, ConnectsPerSecond);
        Assert.Equal(Accounts, cloud.Clients.Select(client => client.ClientId).Distinct().Count());
    }

    private static Task AllAreConnectedAsync(ACloud cloud) =>
        Eventually.HoldsAsync(() => cloud.Clients.Count == Accounts, Patience, "Not every account has a connection.");
}
