using YotoSmartStream.Testing;

namespace YotoSmartStream.Identities.Tests.Gateway;

/// <summary>The product learns from the live feed that somebody watches, so that it listens to players that are otherwise left alone.</summary>
public sealed class WatchingTheLiveFeed
{
    [Fact]
    public async Task Who_opens_the_feed_is_told_of_at_once()
    {
        await using var host = await GatewayHost.StartAsync();
        var cookie = await host.SignInBrowserAsync();

        using var socket = await host.ListenAsync("", ("Cookie", cookie), ("Origin", $"http://{host.Address.Authority}"));

        await Eventually.HoldsAsync(() => host.Watching.Households.Count == 1, TimeSpan.FromSeconds(10), "Nobody was told that somebody listens.");
        Assert.NotEqual(Guid.Empty, host.Watching.Households.Single());
    }
}
