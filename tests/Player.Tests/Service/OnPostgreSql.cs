using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Players.Service.Tokens;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

/// <summary>What the database has a part in, on the other database.</summary>
public sealed class OnPostgreSql
{
    [Fact]
    public async Task Accounts_are_linked_and_two_replicas_spend_a_refresh_token_once()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        await using var family = await ALinkedFamily.LinkedAsync(TimeSpan.FromSeconds(100), database.ConnectionString);
        var replicas = Enumerable.Range(0, 2).Select(_ => new YotoAccess(family.Host.Scopes, new TokenFlights(), TimeProvider.System)).ToList();
        var request = new GetYotoAccessToken(family.Tenant.Value, family.AccountId, MinimumSeconds: 600);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(index =>
            Task.Run(() => replicas[index % 2].GetAccessTokenAsync(request, CancellationToken.None))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.Error?.Message));
        Assert.Equal(1, family.Refreshes);
    }

    [Fact]
    public async Task Observations_shape_the_player_and_the_log_and_are_erased_with_the_tenant()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        await using var family = await ALinkedFamily.LinkedAsync(postgres: database.ConnectionString);

        foreach (var key in new[] { "01", "02" })
            await family.Host.DeliverAsync(AnObservation.Of(family.AccountId, ALinkedFamily.Nursery, ObservationKinds.TrackEntered, key), family.Tenant);

        Assert.Equal("02", (await family.GetAsync($"/api/players/{ALinkedFamily.Nursery}")).GetProperty("chapterKey").GetString());
        var second = (await family.GetAsync("/api/events?after=1&limit=1")).GetProperty("items")[0];
        Assert.Equal("02", second.GetProperty("event").GetProperty("chapterKey").GetString());

        await family.Host.DeliverAsync(new TenantErased(), family.Tenant);
        Assert.Equal(0, (await family.GetAsync("/api/players")).GetProperty("items").GetArrayLength());
    }
}
