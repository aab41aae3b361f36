using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Cards.Tests.Service;

/// <summary>What the database has a part in, on the other database.</summary>
public sealed class OnPostgreSql
{
    [Fact]
    public async Task Cards_are_kept_listed_published_and_erased()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        await using var workshop = await ACardWorkshop.StartAsync(("ConnectionStrings:card", database.ConnectionString));
        foreach (var id in new[] { "b", "a" }) await workshop.CreateCardAsync(id);
        var first = await workshop.AddTrackAsync("a", "Splash");
        await workshop.AddTrackAsync("a", "Foam");
        Assert.True((await workshop.Client.DeleteAsync($"/api/cards/a/tracks/{first}")).IsSuccessStatusCode);

        var page = await workshop.GetAsync("/api/cards?after=a");
        Assert.Equal("b", Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("published", (await workshop.PublishAsync("a")).GetProperty("state").GetString());
        var exists = await workshop.Client.PostAsJsonAsync("/api/cards", new { id = "a", title = "Again" });
        Assert.Equal("card.exists", (await exists.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        await workshop.Host.DeliverAsync(new TenantErased(), workshop.Tenant);
        Assert.Equal(0, (await workshop.GetAsync("/api/cards")).GetProperty("items").GetArrayLength());
    }
}
