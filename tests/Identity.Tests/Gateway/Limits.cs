using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace YotoSmartStream.Identities.Tests.Gateway;

public sealed class Limits
{
    [Fact]
    public async Task Signing_in_too_often_from_one_address_is_refused_and_says_when_to_come_back()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:SignInsPerMinute", "3"));   // The setup was the first.
        await SignInAsync(host);
        await SignInAsync(host);

        using var refused = await SignInAsync(host, ("X-Forwarded-For", "198.51.100.9"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("gateway.too-many-requests", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_household_that_asks_too_much_does_not_use_up_the_limit_of_others()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:RequestsPerMinute", "5"));
        var token = await host.SignInProgramAsync();
        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 6; request++)
            statuses.Add((await host.SendAsync(HttpMethod.Get, "/api/told", ("Authorization", $"Bearer {token}"))).StatusCode);

        Assert.Equal(5, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, "/api/told/anybody")).StatusCode);
    }

    private static Task<HttpResponseMessage> SignInAsync(GatewayHost host, params (string Name, string Value)[] headers) =>
        host.SendAsync(HttpMethod.Post, "/api/auth/login", headers);
}
