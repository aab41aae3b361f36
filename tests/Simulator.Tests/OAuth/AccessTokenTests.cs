using System.Net;
using System.Net.Http.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Broker;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.OAuth;

/// <summary>Rows 4 and 5: what a token says, and what it allows.</summary>
public sealed class AccessTokenTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_4_a_token_verifies_against_the_published_keys_and_has_the_claims_of_the_real_one()
    {
        var keys = new JsonWebKeySet(await _cloud.Anonymous.GetStringAsync("/.well-known/jwks.json"));

        var verified = await new JsonWebTokenHandler().ValidateTokenAsync(_cloud.Ready.Account.AccessToken, new()
        {
            ValidIssuer = "https://login.yotoplay.com/",
            ValidAudience = "https://api.yotoplay.com",
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidAlgorithms = ["RS256"],
        });

        Assert.True(verified.IsValid, verified.Exception?.Message);
        Assert.Contains('|', verified.ClaimsIdentity.FindFirst("sub")!.Value);
        Assert.Equal(_cloud.Ready.ClientId, verified.ClaimsIdentity.FindFirst("azp")!.Value);
        Assert.Contains("family:devices:control", verified.ClaimsIdentity.FindFirst("scope")!.Value);
        var token = (JsonWebToken)verified.SecurityToken;
        Assert.Equal(2, token.Audiences.Count());
        Assert.Equal(28_800, token.GetPayloadValue<long>("exp") - token.GetPayloadValue<long>("iat"));
        Assert.True(token.TryGetPayloadValue<string[]>("https://yotoplay.com/roles", out _));
    }

    [Theory]
    [InlineData("GET", "/device-v2/devices/mine", Scopes.DevicesView)]
    [InlineData("PUT", "/device-v2/y1/config", Scopes.DevicesManage)]
    [InlineData("POST", "/device-v2/y1/command/status", Scopes.DevicesControl)]
    [InlineData("GET", "/content/mine", Scopes.ContentView)]
    [InlineData("PUT", "/device-v2/y1/shortcuts", Scopes.DevicesManage)]
    [InlineData("GET", "/device-v2/y1/config", Scopes.DevicesView)]
    [InlineData("GET", "/device-v2/y1/status", Scopes.DeviceStatusView)]
    [InlineData("GET", "/card/family/library/groups", Scopes.LibraryView)]
    [InlineData("POST", "/card/family/library/groups", Scopes.LibraryManage)]
    [InlineData("PUT", "/card/family/library/groups/1", Scopes.LibraryManage)]
    [InlineData("DELETE", "/card/family/library/groups/1", Scopes.LibraryManage)]
    [InlineData("GET", "/media/transcode/audio/uploadUrl", Scopes.ContentManage)]
    [InlineData("GET", "/media/upload/1/transcoded", Scopes.ContentManage)]
    [InlineData("POST", "/media/coverImage/user/me/upload", Scopes.ContentManage)]
    [InlineData("POST", "/media/displayIcons/user/me/upload", Scopes.IconsManage)]
    [InlineData("GET", "/media/family/images", Scopes.FamilyView)]
    [InlineData("POST", "/media/family/images", Scopes.FamilyView)]
    [InlineData("POST", "/content", Scopes.ContentManage)]
    [InlineData("POST", "/content/bulk", Scopes.ContentManageBulk)]
    [InlineData("DELETE", "/content/5aB3x", Scopes.ContentManage)]
    [InlineData("GET", "/card/family/library", Scopes.LibraryView)]
    [InlineData("GET", "/media/displayIcons/user/me", Scopes.IconsManage)]
    [InlineData("GET", "/card/5aB3x", Scopes.LibraryView)]
    [InlineData("GET", "/card/details/5aB3x", Scopes.LibraryView)]
    [InlineData("GET", "/content/5aB3x", Scopes.ContentView)]
    [InlineData("GET", "/card/family/library/groups/1", Scopes.LibraryView)]
    [InlineData("GET", "/media/family/images/1", Scopes.FamilyView)]
    [InlineData("POST", "/device-v2/y1/command/card-play", Scopes.DevicesControl)]
    public async Task Row_5_a_call_without_the_scope_is_forbidden_and_names_it(string method, string path, string scope)
    {
        using var client = _cloud.ClientWith(await _cloud.TokenForAsync(scope is Scopes.FamilyView ? Scopes.ContentView : Scopes.FamilyView));

        using var response = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(scope, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Row_5_a_client_that_asks_for_no_scope_of_the_API_is_granted_all_that_are_ticked_for_it()
    {
        using var client = _cloud.ClientWith(await _cloud.TokenForAsync("openid profile offline_access"));

        Assert.True((await client.GetAsync("/device-v2/devices/mine")).IsSuccessStatusCode);
        Assert.True((await client.GetAsync("/userinfo")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Who_the_user_is_is_told_only_to_those_who_asked_for_openid()
    {
        using var client = _cloud.ClientWith(await _cloud.TokenForAsync("offline_access"));

        using var response = await client.GetAsync("/userinfo");

        await RunningCloud.ErrorAsync(response, 401);
    }

    [Fact]
    public async Task Row_5_managing_includes_viewing()
    {
        using var client = _cloud.ClientWith(await _cloud.TokenForAsync(Scopes.DevicesManage));

        Assert.True((await client.GetAsync("/device-v2/devices/mine")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_token_is_believed_until_its_end_and_not_a_second_longer()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        using var key = new SigningKey();
        var options = new SimulatedCloudOptions { TimeProvider = time };
        using var http = new HttpClient();
        var accounts = new AccountRegistry(new(new(options, new(time, 1), new PlayerUplink(), http, new(), new NoUploads()), new(options)));
        var tokens = new AccessTokens(key, accounts, new(), options);
        var token = tokens.Issue(accounts.Create([], TimeSpan.FromSeconds(60)), "client", [Scopes.DevicesView]);

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.NotNull(await tokens.VerifyAsync(token));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await tokens.VerifyAsync(token));
    }
}
