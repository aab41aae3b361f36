using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.OAuth;

/// <summary>Row 3: refresh tokens rotate.</summary>
public sealed class RefreshTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_3_each_refresh_gives_a_new_refresh_token_and_an_access_token_that_works()
    {
        var first = await RefreshAsync(200, _cloud.Ready.Account.RefreshToken);
        var second = await RefreshAsync(200, (string)first["refresh_token"]!);

        Assert.NotEqual((string?)first["refresh_token"], (string?)second["refresh_token"]);
        Assert.Equal(28_800, (int?)second["expires_in"]);
        using var client = _cloud.ClientWith((string)second["access_token"]!);
        Assert.True((await client.GetAsync("/content/mine")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Row_3_a_refresh_token_used_twice_is_refused_and_takes_its_successor_with_it()
    {
        var used = _cloud.Ready.Account.RefreshToken;
        var successor = (string)(await RefreshAsync(200, used))["refresh_token"]!;

        Assert.Equal("invalid_grant", (string?)(await RefreshAsync(403, used))["error"]);
        Assert.Equal("invalid_grant", (string?)(await RefreshAsync(403, successor))["error"]);
    }

    [Fact]
    public async Task A_refresh_may_be_sent_as_JSON()
    {
        var body = new { grant_type = "refresh_token", client_id = _cloud.Ready.ClientId, refresh_token = _cloud.Ready.Account.RefreshToken };

        Assert.NotNull((await _cloud.PostFormAsync("/oauth/token", JsonContent.Create(body), 200))["access_token"]);
    }

    [Theory]
    [InlineData("refresh_token", 403, "invalid_grant")]
    [InlineData("password", 400, "unsupported_grant_type")]
    public async Task A_bad_request_is_refused_with_JSON(string grantType, int status, string error)
    {
        Assert.Equal(error, (string?)(await _cloud.TokenAsync(status, ("grant_type", grantType), ("refresh_token", "v1.unknown")))["error"]);
    }

    [Fact]
    public async Task Another_audience_is_refused_but_the_clouds_own_address_is_accepted()
    {
        var token = _cloud.Ready.Account.RefreshToken;

        await RefreshAsync(403, token, "https://elsewhere.example");
        await RefreshAsync(200, token, _cloud.Ready.Http);
    }

    private Task<JsonObject> RefreshAsync(int expectedStatus, string token, string audience = "https://api.yotoplay.com") =>
        _cloud.TokenAsync(expectedStatus, ("grant_type", "refresh_token"), ("refresh_token", token), ("audience", audience));
}
