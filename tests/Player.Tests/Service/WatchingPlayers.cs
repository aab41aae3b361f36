using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Players.YotoAccounts;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

/// <summary>Where MQTT sessions open on demand, the bridge opens those of a family that looks at its players: this announces who looks.</summary>
public sealed class WatchingPlayers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _clock = new();
    private readonly TenantId _family = TenantId.New();

    [Fact]
    public async Task Asking_for_the_players_announces_it_once_for_many_requests_and_again_after_a_while()
    {
        await using var host = await StartAsync([]);
        using var client = host.ClientOf(_family);
        await client.GetFromJsonAsync<JsonElement>("/api/players");
        var account = await LinkAsync(host);

        for (var request = 0; request < 3; request++) await client.GetFromJsonAsync<JsonElement>("/api/players");
        Assert.Equal([account], await WatchedAsync(host));

        _clock.Advance(TimeSpan.FromMinutes(1));
        using var player = await client.GetAsync("/api/players/y1");
        Assert.Equal([account, account], await WatchedAsync(host));
    }

    [Theory]
    [InlineData("standalone")]
    [InlineData("distributed")]
    public async Task A_live_feed_that_stays_open_announces_it_again_and_again(string shape)
    {
        await using var database = shape == "distributed" ? await (await RealServers.PostgresAsync()).CreateDatabaseAsync() : null;
        await using var host = await StartAsync(database is null ? [] : new()
        {
            ["ConnectionStrings:player"] = database.ConnectionString,
            ["ConnectionStrings:rabbitmq"] = (await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync()).ToString(),
        });
        var account = await LinkAsync(host);
        var feeds = host.Services.GetRequiredService<ILiveFeed>();

        for (var minute = 1; minute <= 3; minute++)
        {
            feeds.Tell(TenantId.New(), new LiveFeedWatched());
            feeds.Tell(_family, new LiveFeedWatched());
            await Eventually.HoldsAsync(
                async () => (await WatchedAsync(host)).SequenceEqual(Enumerable.Repeat(account, minute)), Patience, $"Minute {minute} was not announced.");
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task An_account_that_has_to_be_linked_again_is_not_announced()
    {
        await using var host = await StartAsync([]);
        await LinkAsync(host, account => account.RequireRelink());
        using var client = host.ClientOf(_family);

        await client.GetFromJsonAsync<JsonElement>("/api/players");

        Assert.Empty(await WatchedAsync(host));
    }

    private Task<ModuleHost> StartAsync(Dictionary<string, string?> settings) =>
        ModuleHost.StartAsync(new PlayerModule(), builder => builder.Services.AddSingleton<TimeProvider>(_clock), settings);

    private Task<Guid> LinkAsync(ModuleHost host, Action<YotoAccount>? then = null) => host.Scopes.RunAsync(
        _family,
        async (services, token) =>
        {
            var tokens = new YotoTokenSet("access", "refresh", _clock.GetUtcNow().AddDays(1), "subject");
            var account = YotoAccount.Link(_family, Guid.CreateVersion7(), tokens, services.GetRequiredService<ITokenVault>(), _clock.GetUtcNow());
            then?.Invoke(account);
            services.GetRequiredService<IYotoAccounts>().Add(account);
            await services.GetRequiredService<IUnitOfWork>().SaveAsync(token);
            return account.Id;
        },
        CancellationToken.None);

    private static async Task<IEnumerable<Guid>> WatchedAsync(ModuleHost host) =>
        (await host.AnnouncedAsync<PlayersWatched>()).Select(watched => watched.YotoAccountId);
}
