using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.OAuth;

/// <summary>Row 1: the device authorization grant.</summary>
public sealed class DeviceCodeTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync(new() { DeviceCodePollInterval = TimeSpan.FromMilliseconds(1) });

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_1_a_code_is_pending_until_a_person_approves_it_and_then_gives_tokens_that_work()
    {
        var (deviceCode, userCode) = await IssueAsync("profile offline_access");
        Assert.Equal("authorization_pending", (string?)(await PollAsync(403, deviceCode))["error"]);

        using var approval = await _cloud.Anonymous.PostAsJsonAsync($"/sim/device-codes/{userCode}/approve", new { });
        approval.EnsureSuccessStatusCode();
        var tokens = await PollAsync(200, deviceCode);

        Assert.Equal("Bearer", (string?)tokens["token_type"]);
        Assert.NotNull(tokens["refresh_token"]);
        using var client = _cloud.ClientWith((string)tokens["access_token"]!);
        Assert.True((await client.GetAsync("/device-v2/devices/mine")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Row_1_the_approval_page_lets_a_person_allow_the_code()
    {
        var (deviceCode, userCode) = await IssueAsync("offline_access");
        var page = await _cloud.Anonymous.GetStringAsync($"/activate?user_code={userCode}");
        Assert.Contains(userCode, page);

        using var answer = await _cloud.Anonymous.PostAsync(
            "/activate", RunningCloud.Form(("user_code", userCode), ("account", _cloud.Ready.Account.Id), ("decision", "allow")));

        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotNull((await PollAsync(200, deviceCode))["access_token"]);
    }

    [Fact]
    public async Task Row_1_a_refused_code_is_access_denied()
    {
        var (deviceCode, userCode) = await IssueAsync("offline_access");

        using var denial = await _cloud.Anonymous.PostAsync($"/sim/device-codes/{userCode}/deny", null);

        Assert.Equal("access_denied", (string?)(await PollAsync(403, deviceCode))["error"]);
    }

    [Fact]
    public async Task Row_1_an_unknown_code_and_a_used_code_are_invalid_grants()
    {
        var (deviceCode, userCode) = await IssueAsync("offline_access");
        using var approval = await _cloud.Anonymous.PostAsync($"/sim/device-codes/{userCode}/approve", null);
        await PollAsync(200, deviceCode);

        Assert.Equal("invalid_grant", (string?)(await PollAsync(403, deviceCode))["error"]);
        Assert.Equal("invalid_grant", (string?)(await PollAsync(403, "sim-dc-unknown"))["error"]);
    }

    [Fact]
    public async Task Without_offline_access_there_is_no_refresh_token()
    {
        var (deviceCode, userCode) = await IssueAsync("openid");
        using var approval = await _cloud.Anonymous.PostAsync($"/sim/device-codes/{userCode}/approve", null);

        var tokens = await PollAsync(200, deviceCode);

        Assert.Null(tokens["refresh_token"]);
        Assert.NotNull(tokens["id_token"]);
    }

    [Fact]
    public async Task A_client_that_was_not_registered_and_a_scope_that_was_not_ticked_are_refused()
    {
        var unknown = await RequestAsync(401, ("client_id", "nobody"));
        var unticked = await RequestAsync(403, ("client_id", _cloud.Ready.ClientId), ("scope", "family:everything"));

        Assert.Equal("invalid_client", (string?)unknown["error"]);
        Assert.Equal("access_denied", (string?)unticked["error"]);
    }

    [Fact]
    public void Row_1_a_client_that_polls_faster_than_the_interval_is_told_to_slow_down_by_five_seconds_for_good()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var codes = new DeviceCodes(new RefreshTokens(new()), new(), new() { TimeProvider = time });
        var code = codes.Issue("client", []).DeviceCode;
        string ErrorAfter(double seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return ((Refused)codes.Poll(code, "client")).Error;
        }

        Assert.Equal("authorization_pending", ErrorAfter(5));
        Assert.Equal("slow_down", ErrorAfter(4));
        Assert.Equal("slow_down", ErrorAfter(5));
        Assert.Equal("authorization_pending", ErrorAfter(15));
    }

    [Fact]
    public void Row_1_after_five_minutes_a_code_has_expired_and_nobody_can_approve_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var codes = new DeviceCodes(new RefreshTokens(new()), new(), new() { TimeProvider = time });
        var code = codes.Issue("client", []);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("expired_token", ((Refused)codes.Poll(code.DeviceCode, "client")).Error);
        Assert.False(codes.Approve(code.UserCode, new Account("auth0|1", "1", "a@example.org")));
    }

    [Fact]
    public async Task Row_1_a_code_lives_for_300_seconds_and_may_be_asked_for_every_5()
    {
        await using var cloud = await RunningCloud.StartAsync();

        var issued = await cloud.PostFormAsync("/oauth/device/code", RunningCloud.Form(("client_id", cloud.Ready.ClientId)), 200);

        Assert.Equal((300, 5), ((int?)issued["expires_in"], (int?)issued["interval"]));
        Assert.Matches("^[A-Z]{4}-[A-Z]{4}$", (string?)issued["user_code"]);
    }

    private async Task<(string DeviceCode, string UserCode)> IssueAsync(string scope)
    {
        var issued = await RequestAsync(200, ("client_id", _cloud.Ready.ClientId), ("scope", scope), ("audience", "https://api.yotoplay.com"));
        Assert.Equal($"{_cloud.Ready.Http}/activate?user_code={issued["user_code"]}", (string?)issued["verification_uri_complete"]);
        return ((string)issued["device_code"]!, (string)issued["user_code"]!);
    }

    private Task<JsonObject> RequestAsync(int expectedStatus, params (string Name, string Value)[] fields) =>
        _cloud.PostFormAsync("/oauth/device/code", RunningCloud.Form(fields), expectedStatus);

    private Task<JsonObject> PollAsync(int expectedStatus, string deviceCode) =>
        _cloud.TokenAsync(expectedStatus, ("grant_type", RunningCloud.DeviceCodeGrant), ("device_code", deviceCode));
}
