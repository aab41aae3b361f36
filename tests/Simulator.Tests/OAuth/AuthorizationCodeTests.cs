using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
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
    public async Task Row_2_an_allowed_request_comes_back_with_a_code_that_the_verifier_turns_into_tokens_once()
    {
        var answer = await DecideAsync("allow", Request());
        Assert.Equal("xyz", answer["state"]);

        var tokens = await RedeemAsync(200, answer["code"], Verifier);
        Assert.NotNull(tokens["refresh_token"]);
        Assert.Equal("invalid_grant", (string?)(await RedeemAsync(403, answer["code"], Verifier))["error"]);
    }

    [Fact]
    public async Task Row_2_a_wrong_verifier_is_an_invalid_grant()
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
    public async Task Row_2_a_redirect_address_that_was_not_registered_exactly_is_never_redirected_to()
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

    [Fact]
    public async Task Row_2_a_request_without_state_comes_back_without_one()
    {
        var request = Request();
        request.Remove("state");

        Assert.False((await DecideAsync("allow", request)).ContainsKey("state"));
    }

    [Fact]
    public async Task Row_2_without_offline_access_there_is_no_refresh_token()
    {
        var answer = await DecideAsync("allow", Request(scope: "openid"));

        Assert.Null((await RedeemAsync(200, answer["code"], Verifier))["refresh_token"]);
    }

    [Fact]
    public async Task Without_an_audience_the_token_opens_nothing()
    {
        var request = Request();
        request.Remove("audience");

        var tokens = await RedeemAsync(200, (await DecideAsync("allow", request))["code"], Verifier);

        using var client = _cloud.ClientWith((string)tokens["access_token"]!);
        Assert.Equal(401, (int)(await client.GetAsync("/content/mine")).StatusCode);
    }

    [Fact]
    public async Task The_id_token_carries_the_nonce_of_the_request()
    {
        var request = Request();
        request["nonce"] = "n-17";

        var tokens = await RedeemAsync(200, (await DecideAsync("allow", request))["code"], Verifier);

        Assert.Equal("n-17", new JsonWebToken((string)tokens["id_token"]!).GetPayloadValue<string>("nonce"));
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge", null, "invalid_request")]
    [InlineData("code_challenge_method", "S512", "invalid_request")]
    [InlineData("audience", "https://elsewhere.example", "access_denied")]
    [InlineData("scope", "family:everything", "access_denied")]
    [InlineData("prompt", "none", "login_required")]
    public async Task A_request_with_a_fault_comes_back_with_its_error_and_its_state(string name, string? value, string error)
    {
        var request = Request();
        if (value is null) request.Remove(name);
        else request[name] = value;

        using var response = await _cloud.Anonymous.GetAsync(QueryHelpers.AddQueryString("/authorize", request));

        var answer = QueryHelpers.ParseQuery(response.Headers.Location!.Query);
        Assert.Equal((error, "xyz"), (answer["error"].ToString(), answer["state"].ToString()));
    }

    [Fact]
    public async Task A_plain_challenge_is_met_by_the_same_text()
    {
        var request = Request();
        (request["code_challenge"], request["code_challenge_method"]) = (Verifier, "plain");

        Assert.NotNull((await RedeemAsync(200, (await DecideAsync("allow", request))["code"], Verifier))["access_token"]);
    }

    [Fact]
    public async Task A_confidential_client_needs_its_secret_and_no_challenge()
    {
        using var registered = await _cloud.Anonymous.PostAsJsonAsync("/sim/clients", new { redirectUris = new[] { RedirectUri }, confidential = true });
        var client = (await registered.Content.ReadFromJsonAsync<JsonObject>())!;
        var request = Request();
        request["client_id"] = (string?)client["clientId"];
        request.Remove("code_challenge");

        var first = await DecideAsync("allow", request);
        Assert.Equal(32, ((string)client["clientId"]!).Length);
        await ExchangeAsync(401, client, first["code"], "wrong");
        Assert.NotNull((await ExchangeAsync(200, client, first["code"], (string)client["clientSecret"]!))["refresh_token"]);
    }

    private Task<JsonObject> ExchangeAsync(int expectedStatus, JsonObject client, string code, string secret) =>
        _cloud.PostFormAsync(
            "/oauth/token",
            RunningCloud.Form(
                ("grant_type", "authorization_code"), ("client_id", (string)client["clientId"]!), ("client_secret", secret),
                ("code", code), ("redirect_uri", RedirectUri)),
            expectedStatus);

    private static Dictionary<string, string?> Request(string redirectUri = RedirectUri, string state = "xyz", string scope = "openid offline_access") => new()
    {
        ["response_type"] = "code",
        ["client_id"] = new SimulatedCloudOptions().ClientId,
        ["redirect_uri"] = redirectUri,
        ["scope"] = scope,
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
