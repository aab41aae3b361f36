using System.Net;
using System.Net.Http.Json;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Identities.Tests.Gateway;

public sealed class BrowserSessions : IAsyncLifetime
{
    private GatewayHost _host = null!;
    private string _cookie = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GatewayHost.StartAsync();
        _cookie = await _host.SignInBrowserAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_cookie_becomes_a_bearer_token_and_goes_no_further()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/told", ("Cookie", _cookie));

        var told = await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>();
        Assert.StartsWith("Bearer ey", told!["Authorization"], StringComparison.Ordinal);
        Assert.False(told.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task The_swap_is_remembered_for_a_minute_and_no_longer()
    {
        for (var request = 0; request < 5; request++) await AskAsync();
        Assert.Equal(1, _host.Exchanges.Count);

        _host.Clock.Advance(TimeSpan.FromSeconds(59));
        await AskAsync();
        Assert.Equal(1, _host.Exchanges.Count);

        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await AskAsync();
        Assert.Equal(2, _host.Exchanges.Count);
    }

    [Fact]
    public async Task After_signing_out_the_cookie_opens_nothing()
    {
        using var signedOut = await _host.SendAsync(HttpMethod.Post, "/api/auth/logout", ("Cookie", _cookie), ("Origin", Own));
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);

        _host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync());
    }

    [Fact]
    public async Task A_stale_cookie_does_not_keep_anybody_from_signing_in()
    {
        using var answer = await _host.SendAsync(
            HttpMethod.Post, "/api/told/anybody", ("Cookie", $"{GatewayAgreement.SessionCookie}=stale"), ("Origin", Own));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1.evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("X-Harmless", "a form without either header")]
    public async Task Another_site_changes_nothing_with_our_cookie(string name, string value)
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/told", ("Cookie", _cookie), (name, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("gateway.cross-origin", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_page_may()
    {
        using var byOrigin = await _host.SendAsync(HttpMethod.Post, "/api/told", ("Cookie", _cookie), ("Origin", Own));
        using var byFetchSite = await _host.SendAsync(HttpMethod.Post, "/api/told", ("Cookie", _cookie), ("Sec-Fetch-Site", "same-origin"));

        Assert.Equal(HttpStatusCode.OK, byOrigin.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byFetchSite.StatusCode);
    }

    [Fact]
    public async Task A_program_with_a_bearer_token_may_from_anywhere()
    {
        var token = await _host.SignInProgramAsync();

        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/told", ("Authorization", $"Bearer {token}"), ("Origin", "https://dashboard.example"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Another_site_cannot_sign_somebody_in()
    {
        using var answer = await _host.SendAsync(HttpMethod.Post, "/api/auth/login", ("Origin", "https://evil.example"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private string Own => $"http://{_host.Address.Authority}";

    private async Task<HttpStatusCode> AskAsync()
    {
        using var answer = await _host.SendAsync(HttpMethod.Get, "/api/told", ("Cookie", _cookie));
        return answer.StatusCode;
    }
}
