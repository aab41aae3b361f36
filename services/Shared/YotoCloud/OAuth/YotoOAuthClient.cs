using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.YotoCloud.Http;

namespace YotoSmartStream.YotoCloud.OAuth;

/// <summary>Yoto's OAuth: device code, poll, refresh. Outcomes are read from <c>error</c>, never from the status (yoto-cloud §1.4).</summary>
public sealed class YotoOAuthClient
{
    private const string DeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    private readonly YotoHttp _http;
    private readonly YotoCloudOptions _options;
    private readonly TimeProvider _time;

    internal YotoOAuthClient(YotoHttp http, IOptions<YotoCloudOptions> options, TimeProvider time) =>
        (_http, _options, _time) = (http, options.Value, time);

    /// <returns>503 <c>yoto.not-configured</c>, <c>yoto.unavailable</c>, <c>yoto.bad-answer</c>; 422 <c>yoto.refused</c>.</returns>
    public async Task<Result<DeviceAuthorization>> BeginDeviceAuthorizationAsync(CancellationToken cancellationToken)
    {
        if (_options.ClientId.Length == 0) return YotoErrors.NotConfigured;

        var sent = await _http.SendRepeatedlyAsync(
            () => Form("oauth/device/code", ("client_id", _options.ClientId), ("scope", _options.Scopes), ("audience", _options.Audience)),
            cancellationToken);
        if (sent.IsFailure) return sent.Error;
        if (ErrorOf(sent.Value) is { } error)
            return Error.Unprocessable(YotoErrors.RefusedCode, $"Yoto's cloud refused to begin a sign-in: {Bounded(error)}.");
        return ReadDeviceAuthorization(sent.Value);
    }

    /// <summary>Asks once whether the family has answered. A failure (503) says nothing about the sign-in: ask again later.</summary>
    public async Task<Result<DevicePoll>> PollDeviceAuthorizationAsync(string deviceCode, CancellationToken cancellationToken)
    {
        var sent = await _http.SendOnceAsync(
            () => Form(
                "oauth/token",
                ("grant_type", DeviceCodeGrant),
                ("device_code", deviceCode),
                ("client_id", _options.ClientId),
                ("audience", _options.Audience)),
            cancellationToken);
        if (sent.IsFailure) return sent.Error;
        return ErrorOf(sent.Value) switch
        {
            null => ReadGrant(sent.Value),
            "authorization_pending" => new DevicePoll.Pending(),
            "slow_down" => new DevicePoll.SlowDown(),
            "expired_token" => new DevicePoll.Expired(),
            "access_denied" or "invalid_grant" => new DevicePoll.Denied(),
            _ => YotoErrors.Unavailable,
        };
    }

    /// <summary>Uses up the refresh token. It is sent once: a repeat could spend it twice and end the whole sign-in.</summary>
    public async Task<Result<TokenRefresh>> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var sent = await _http.SendOnceAsync(
            () => Form(
                "oauth/token",
                ("grant_type", "refresh_token"),
                ("refresh_token", refreshToken),
                ("client_id", _options.ClientId),
                ("audience", _options.Audience)),
            cancellationToken);
        if (sent.IsFailure) return sent.Error;
        return ErrorOf(sent.Value) switch
        {
            null => ReadRenewal(sent.Value),
            "invalid_grant" or "invalid_token" or "expired_token" or "token_expired" or "refresh_token_expired" => new TokenRefresh.Refused(),
            _ => YotoErrors.Unavailable,
        };
    }

    private Result<DeviceAuthorization> ReadDeviceAuthorization(YotoReply reply)
    {
        if (reply.Json is not { } json
            || json.Text("device_code") is not { Length: > 0 } deviceCode
            || json.Text("user_code") is not { Length: > 0 } userCode
            || json.Text("verification_uri") is not { } uri
            || !IsWebPage(uri)) return Unreadable(reply);

        var complete = json.Text("verification_uri_complete") is { } filledIn && IsWebPage(filledIn) ? filledIn : uri;
        return new DeviceAuthorization(
            deviceCode,
            userCode,
            uri,
            complete,
            json.Number("expires_in") is > 0 and < 86_400 and var lifetime ? TimeSpan.FromSeconds(lifetime) : DefaultLifetime,
            json.Number("interval") is > 0 and < 3_600 and var interval ? TimeSpan.FromSeconds(interval) : DefaultInterval);
    }

    private Result<DevicePoll> ReadGrant(YotoReply reply)
    {
        var tokens = ReadTokens(reply);
        return tokens.IsSuccess ? new DevicePoll.Granted(tokens.Value) : tokens.Error;
    }

    private Result<TokenRefresh> ReadRenewal(YotoReply reply)
    {
        var tokens = ReadTokens(reply);
        return tokens.IsSuccess ? new TokenRefresh.Renewed(tokens.Value) : tokens.Error;
    }

    private Result<YotoTokens> ReadTokens(YotoReply reply)
    {
        if (reply.Json is not { } json
            || json.Text("access_token") is not { Length: > 0 } accessToken
            || json.Number("expires_in") is not (> 0 and < int.MaxValue and var lifetime)) return Unreadable(reply);

        var claims = JwtClaims.Read(accessToken);
        var expiresAt = _time.GetUtcNow().AddSeconds(lifetime);
        if (claims?.Number("exp") is > 0 and < int.MaxValue and var expiry)
            expiresAt = Earlier(expiresAt, DateTimeOffset.FromUnixTimeSeconds(expiry));
        return new YotoTokens(accessToken, json.Text("refresh_token"), expiresAt, claims?.Text("sub"));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static Error Unreadable(YotoReply reply) => reply.IsTransient ? YotoErrors.Unavailable : YotoErrors.BadAnswer;

    private static string? ErrorOf(YotoReply reply) => reply.Json?.Text("error") is { Length: > 0 } error ? error : null;

    private static string Bounded(string text) => text.Length <= 100 ? text : text[..100];

    /// <summary>It becomes a link on our page: nothing but http(s).</summary>
    private static bool IsWebPage(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "https" or "http";

    private HttpRequestMessage Form(string path, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        var content = new List<KeyValuePair<string, string>>(fields.Length);
        foreach (var (name, value) in fields) content.Add(new(name, value));
        return new HttpRequestMessage(HttpMethod.Post, $"{_options.LoginUrl.TrimEnd('/')}/{path}") { Content = new FormUrlEncodedContent(content) };
    }
}
