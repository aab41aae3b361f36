using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Players.Service;
using YotoSmartStream.Simulation;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class OnTheSimulatedCloud
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_account_is_linked_its_players_found_and_its_token_renewed()
    {
        await using var yoto = await SimulatedCloud.StartAsync(new SimulatedCloudOptions { DeviceCodePollInterval = TimeSpan.FromSeconds(1) });
        await using var host = await ModuleHost.StartAsync(new PlayerModule(), settings: new Dictionary<string, string?>
        {
            ["Yoto:ApiUrl"] = yoto.Ready.Http,
            ["Yoto:LoginUrl"] = yoto.Ready.Http,
            ["Yoto:ClientId"] = yoto.Ready.ClientId,
        });
        var tenant = TenantId.New();
        using var client = host.ClientWith(host.Tokens.ForMember(tenant, Roles.Owner));

        var begun = await (await client.PostAsync("/api/yoto-accounts/links", null)).Content.ReadFromJsonAsync<JsonElement>();
        using var family = new HttpClient();
        var approved = await family.PostAsJsonAsync($"{yoto.Ready.Http}/sim/device-codes/{begun.GetProperty("userCode").GetString()}/approve", new { });
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);

        var players = new List<string>();
        await Eventually.HoldsAsync(
            async () =>
            {
                var list = await client.GetFromJsonAsync<JsonElement>("/api/players");
                players = [.. list.GetProperty("items").EnumerateArray().Select(player => player.GetProperty("id").GetString()!)];
                return players.Count > 0;
            },
            Patience,
            "No players were found.");
        Assert.Equal(yoto.Ready.Account.Players.Order(), players.Order());

        var account = (await client.GetFromJsonAsync<JsonElement>("/api/yoto-accounts")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var access = host.Services.GetRequiredService<IYotoAccess>();
        var renewal = new GetYotoAccessToken(tenant.Value, account, MinimumSeconds: 9 * 3600);      // Longer than any token of Yoto's lives.
        Assert.True((await access.GetAccessTokenAsync(renewal, CancellationToken.None)).IsSuccess);
        Assert.True((await access.GetAccessTokenAsync(renewal, CancellationToken.None)).IsSuccess, "The rotated refresh token was lost.");
    }
}
