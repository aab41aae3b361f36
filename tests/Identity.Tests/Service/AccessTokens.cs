using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Identities.Service.Tokens;

namespace YotoSmartStream.Identities.Tests.Service;

/// <summary>Attacks of security S10 and S11 against the running service.</summary>
public sealed class AccessTokens : IAsyncLifetime
{
    private IdentityHost _host = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await IdentityHost.StartWithOwnerAsync();
        _token = (await _host.SignInAsync()).AccessToken!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_token_as_it_was_issued_is_believed() => Assert.Equal(HttpStatusCode.OK, await _host.AskWhoIAmAsync(_token));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public async Task A_token_without_a_signature_is_refused(string algorithm)
    {
        var header = Header(json => json["alg"] = algorithm);

        await AssertRefused($"{header}.{Payload()}.");
        await AssertRefused($"{header}.{Payload()}.{_token.Split('.')[2]}");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        using var client = _host.Client();
        var keys = await client.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json");
        var key = keys.GetProperty("keys")[0];
        byte[][] guesses =
        [
            Encoding.UTF8.GetBytes(key.GetRawText()),
            [.. Base64UrlEncoder.DecodeBytes(key.GetProperty("x").GetString()), .. Base64UrlEncoder.DecodeBytes(key.GetProperty("y").GetString())],
        ];

        foreach (var secret in guesses)
        {
            var unsigned = $"{Header(json => json["alg"] = "HS256")}.{Payload()}";
            await AssertRefused($"{unsigned}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(unsigned)))}");
        }
    }

    [Theory]
    [InlineData("kid", "../../../../dev/null")]
    [InlineData("kid", "' OR 1=1 --")]
    [InlineData("kid", "")]
    [InlineData("jku", "http://127.0.0.1:1/keys.json")]
    [InlineData("x5u", "http://127.0.0.1:1/key.pem")]
    [InlineData("jwk", "own")]
    public async Task A_token_that_brings_or_names_its_own_key_is_refused(string field, string value)
    {
        using var attacker = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var header = Header(json => json[field] = field == "jwk" ? PublicJwk(attacker) : value);

        await AssertRefused(Sign($"{header}.{Payload()}", attacker));
    }

    [Theory]
    [InlineData("aud", "yoto-smart-stream-internal")]
    [InlineData("iss", "https://evil.example")]
    [InlineData("tid", "019c0000-0000-7000-8000-000000000000")]
    [InlineData("role", "operator")]
    public async Task A_changed_claim_breaks_the_signature(string claim, string value)
    {
        var parts = _token.Split('.');

        await AssertRefused($"{parts[0]}.{Payload(json => json[claim] = value)}.{parts[2]}");
    }

    [Theory]
    [InlineData("typ", "JWT")]
    [InlineData("typ", "id+jwt")]
    [InlineData("iss", "https://evil.example")]
    [InlineData("aud", "another-product")]
    [InlineData("nbf", "in an hour")]
    [InlineData("exp", "never")]
    [InlineData("exp", "an hour ago")]
    public async Task A_token_that_our_own_key_signed_for_something_else_is_refused(string field, string value)
    {
        var now = _host.Clock.GetUtcNow();
        var token = await SignWithOurKeyAsync(
            Header(json => json["typ"] = field == "typ" ? value : "at+jwt"),
            Payload(json =>
            {
                if (field is "iss" or "aud") json[field] = value;
                if (field is "nbf") json["nbf"] = now.AddHours(1).ToUnixTimeSeconds();
                if (value is "never") json.Remove("exp");
                if (value is "an hour ago") json["exp"] = now.AddHours(-1).ToUnixTimeSeconds();
            }));

        await AssertRefused(token);
    }

    [Fact]
    public async Task The_same_token_signed_by_hand_and_unchanged_is_believed() =>
        Assert.Equal(HttpStatusCode.OK, await _host.AskWhoIAmAsync(await SignWithOurKeyAsync(Header(_ => { }), Payload())));

    [Fact]
    public async Task A_service_token_is_not_a_persons()
    {
        using var client = _host.Client();
        using var answer = await client.PostAsJsonAsync("/internal/tokens", new { clientId = "player", clientSecret = IdentityHost.PlayerSecret });
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;

        Assert.Equal(HttpStatusCode.Forbidden, await _host.AskWhoIAmAsync(token));
    }

    [Theory]
    [InlineData("player", "wrong")]
    [InlineData("player", "")]
    [InlineData("nobody", IdentityHost.PlayerSecret)]
    [InlineData(null, null)]
    public async Task A_service_with_a_wrong_secret_gets_no_token(string? clientId, string? clientSecret)
    {
        using var client = _host.Client();

        using var answer = await client.PostAsJsonAsync("/internal/tokens", new { clientId, clientSecret });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_persons_token_opens_no_internal_route()
    {
        using var client = _host.Client(_token);

        using var answer = await client.PostAsJsonAsync("/internal/ports/browser-sessions/ExchangeAsync", new { sessionId = "x" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_ends_after_fifteen_minutes_and_one_of_grace()
    {
        _host.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(59));
        Assert.Equal(HttpStatusCode.OK, await _host.AskWhoIAmAsync(_token));

        _host.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, await _host.AskWhoIAmAsync(_token));
    }

    [Fact]
    public async Task A_new_signing_key_takes_over_and_the_old_one_is_believed_until_its_tokens_have_ended()
    {
        _host.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(5));
        var last = (await _host.SignInAsync()).AccessToken!;
        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        var first = (await _host.SignInAsync()).AccessToken!;

        Assert.NotEqual(KeyIdOf(last), KeyIdOf(first));
        Assert.Equal(HttpStatusCode.OK, await _host.AskWhoIAmAsync(last));
        Assert.Equal(HttpStatusCode.OK, await _host.AskWhoIAmAsync(first));
        Assert.Equal(2, await CountPublishedKeysAsync());

        _host.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await CountPublishedKeysAsync());
    }

    [Fact]
    public async Task The_published_keys_hold_no_private_part()
    {
        using var client = _host.Client();

        var keys = await client.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json");

        Assert.All(keys.GetProperty("keys").EnumerateArray(), key => Assert.False(key.TryGetProperty("d", out _)));
    }

    private async Task<int> CountPublishedKeysAsync()
    {
        using var client = _host.Client();
        var keys = await client.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json");
        return keys.GetProperty("keys").GetArrayLength();
    }

    private async Task AssertRefused(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await _host.AskWhoIAmAsync(token));

    private string Header(Action<JsonObject> change) => Changed(_token.Split('.')[0], change);

    private string Payload(Action<JsonObject>? change = null) => Changed(_token.Split('.')[1], change ?? (_ => { }));

    private static string Changed(string part, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Base64UrlEncoder.Decode(part))!.AsObject();
        change(json);
        return Base64UrlEncoder.Encode(json.ToJsonString());
    }

    private static string Sign(string unsigned, ECDsa key) => $"{unsigned}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256))}";

    private async Task<string> SignWithOurKeyAsync(string header, string payload)
    {
        var ring = _host.Module.Services.GetRequiredService<SigningKeyRing>();
        return Sign($"{header}.{payload}", (await ring.CurrentAsync(CancellationToken.None)).ECDsa);
    }

    private static JsonObject PublicJwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(point.X), ["y"] = Base64UrlEncoder.Encode(point.Y) };
    }

    private static string KeyIdOf(string token) => JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[0]))!["kid"]!.GetValue<string>();
}
