using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.OAuth;

/// <summary>Row 2: authorization code with PKCE.</summary>
public sealed class AuthorizationCodeTests : IAsyncLifetime
{
    private const string RedirectUri = "http://127.0.0.1:8787/callback";
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-in-all";
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync(new() { RedirectUris = [RedirectUri] });

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task An_allowed_request_comes_back_with_a_code_that_the_verifier_turns_into_tokens_once()
    {
        var answer = await DecideAsync("allow", Request());
        Assert.Equal("xyz", answer["state"]);

        var tokens = await RedeemAsync(200, answer["code"], Verifier);
        Assert.NotNull(tokens["refresh_token"]);
        Assert.Equal("invalid_grant", (string?)(await RedeemAsync(403, answer["code"], Verifier))["error"]);
    }

    [Fact]
    public async Task A_wrong_verifier_is_an_invalid_grant()
    {
        var answer = await DecideAsync("allow", Request());

        Assert.Equal("invalid_grant", (string?)(await RedeemAsync(403, answer["code"], "another-verifier"))["error"]);
    }

    [Fact]
    public async Task A_refused_request_comes_back_as_access_denied()
    {
        Assert.Equal("access_denied", (await DecideAsync("deny", Request()))["error"]);
    }

    [Fact]
    public async Task A_redirect_address_that_was_not_registered_exactly_is_never_redirected_to()
    {
        using var answer = await _cloud.Anonymous.GetAsync(QueryHelpers.AddQueryString("/authorize", Request(redirectUri: RedirectUri + "/")));

        Assert.Equal(403, (int)answer.StatusCode);
    }

    [Fact]
    public async Task The_consent_page_carries_the_request_but_no_markup_from_it()
    {
        var page = await _cloud.Anonymous.GetStringAsync(QueryHelpers.AddQueryString("/authorize", Request(state: "\"><script>alert(1)</script>")));

        Assert.Contains("name=\"code_challenge\"", page);
        Assert.DoesNotContain("<script>", page);
    }

    private static Dictionary<string, string?> Request(string redirectUri = RedirectUri, string state = "xyz") => new()
    {
        ["response_type"] = "code",
        ["client_id"] = new SimulatedCloudOptions().ClientId,
        ["redirect_uri"] = redirectUri,
        ["scope"] = "openid offline_access",
        ["audience"] = "https://api.yotoplay.com",
        ["state"] = state,
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    private async Task<Dictionary<string, string>> DecideAsync(string decision, Dictionary<string, string?> request)
    {
        request["decision"] = decision;
        request["account"] = _cloud.Ready.Account.Id;
        using var response = await _cloud.Anonymous.PostAsync("/authorize", new FormUrlEncodedContent(request!));
        Assert.StartsWith(RedirectUri, response.Headers.Location!.ToString());
        return QueryHelpers.ParseQuery(response.Headers.Location.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    private Task<JsonObject> RedeemAsync(int expectedStatus, string code, string verifier) =>
        _cloud.TokenAsync(expectedStatus, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUri), ("code_verifier", verifier));
}
