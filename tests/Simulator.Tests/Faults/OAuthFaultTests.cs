using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Faults;

/// <summary>The switchable faults of rows 1, 3, 4 and 5, and of F11 and F12.</summary>
public sealed class OAuthFaultTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Theory]
    [InlineData("device-code-expires", 403, "expired_token")]
    [InlineData("device-code-denied", 403, "access_denied")]
    public async Task Row_1_a_device_code_ends_as_switched(string kind, int status, string error)
    {
        var deviceCode = await DeviceCodeAsync();
        await _cloud.BreakAsync(new { kind });

        Assert.Equal(error, (string?)(await PollAsync(status, deviceCode))["error"]);
    }

    [Fact]
    public async Task Row_1_polled_too_fast_the_answer_is_403_or_when_switched_429()
    {
        var deviceCode = await DeviceCodeAsync();
        await PollAsync(403, deviceCode);
        Assert.Equal("slow_down", (string?)(await PollAsync(403, deviceCode))["error"]);

        await _cloud.BreakAsync(new { kind = "slow-down-as-too-many-requests" });

        Assert.Equal("slow_down", (string?)(await PollAsync(429, deviceCode))["error"]);
    }

    [Fact]
    public async Task Row_3_a_refresh_token_can_be_left_out()
    {
        await _cloud.BreakAsync(new { kind = "refresh-token-omitted", accountId = _cloud.Ready.Account.Id });

        Assert.Null((await RefreshAsync(200, _cloud.Ready.Account.RefreshToken))["refresh_token"]);
    }

    [Fact]
    public async Task Row_3_with_reuse_tolerated_the_old_token_is_refused_and_the_new_one_lives()
    {
        await _cloud.BreakAsync(new { kind = "refresh-reuse-tolerated" });
        var used = _cloud.Ready.Account.RefreshToken;
        var successor = (string)(await RefreshAsync(200, used))["refresh_token"]!;

        await RefreshAsync(403, used);

        await RefreshAsync(200, successor);
    }

    [Fact]
    public async Task Row_3_refreshes_can_be_refused_altogether()
    {
        await _cloud.BreakAsync(new { kind = "refresh-refused", times = 1 });

        Assert.Equal("invalid_grant", (string?)(await RefreshAsync(403, _cloud.Ready.Account.RefreshToken))["error"]);
        await RefreshAsync(200, _cloud.Ready.Account.RefreshToken);
    }

    [Fact]
    public async Task F12_an_answer_that_is_lost_after_the_rotation_leaves_the_client_with_a_used_token()
    {
        await _cloud.BreakAsync(new { kind = "refresh-answer-lost", times = 1 });
        var token = _cloud.Ready.Account.RefreshToken;

        await Assert.ThrowsAsync<HttpRequestException>(() => RefreshAsync(200, token));

        Assert.Equal("invalid_grant", (string?)(await RefreshAsync(403, token))["error"]);
    }

    [Fact]
    public async Task Row_4_tokens_can_be_short_lived()
    {
        await _cloud.BreakAsync(new { kind = "short-token-life", seconds = 7 });

        Assert.Equal(7, (int?)(await RefreshAsync(200, _cloud.Ready.Account.RefreshToken))["expires_in"]);
    }

    [Fact]
    public async Task Row_5_in_strict_mode_a_client_gets_only_the_scopes_that_it_asked_for()
    {
        await _cloud.BreakAsync(new { kind = "strict-scopes" });

        using var client = _cloud.ClientWith(await _cloud.TokenForAsync("openid profile offline_access"));

        using var response = await client.GetAsync("/device-v2/devices/mine");
        Assert.Contains("family:devices:view", (await RunningCloud.ErrorAsync(response, 403)).Message);
    }

    private async Task<string> DeviceCodeAsync() =>
        (string)(await _cloud.PostFormAsync("/oauth/device/code", RunningCloud.Form(("client_id", _cloud.Ready.ClientId)), 200))["device_code"]!;

    private Task<JsonObject> PollAsync(int status, string deviceCode) =>
        _cloud.TokenAsync(status, ("grant_type", RunningCloud.DeviceCodeGrant), ("device_code", deviceCode));

    private Task<JsonObject> RefreshAsync(int status, string token) =>
        _cloud.TokenAsync(status, ("grant_type", "refresh_token"), ("refresh_token", token));
}
