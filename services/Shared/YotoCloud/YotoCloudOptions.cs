using System.ComponentModel.DataAnnotations;

namespace YotoSmartStream.YotoCloud;

/// <summary>Where Yoto's cloud is and as whom we speak to it (section <c>Yoto</c>). The defaults are Yoto's public addresses.</summary>
public sealed class YotoCloudOptions
{
    public const string Section = "Yoto";

    [Required, Url] public string ApiUrl { get; init; } = "https://api.yotoplay.com";

    [Required, Url] public string LoginUrl { get; init; } = "https://login.yotoplay.com";

    /// <summary><c>wss://</c>, <c>ws://</c>, <c>mqtts://</c> or <c>mqtt://</c>.</summary>
    [Required] public string MqttUrl { get; init; } = "wss://aqrphjqbp3u2z-ats.iot.eu-west-2.amazonaws.com:443/mqtt";

    /// <summary>From dashboard.yoto.dev. Without it no account can be linked; everything else works.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Exactly this string, without a trailing slash, or the token is opaque and refused (yoto-cloud §0.3, §1.3).</summary>
    [Required] public string Audience { get; init; } = "https://api.yotoplay.com";

    /// <summary>Each must be ticked for the client in Yoto's dashboard; a refresh never adds one (yoto-cloud §1.1).</summary>
    [Required] public string Scopes { get; init; } =
        "openid profile offline_access family:devices:view family:devices:control family:library:view user:content:view user:content:manage";

    [Range(1, 120)] public int AttemptTimeoutSeconds { get; init; } = 10;

    /// <summary>All attempts of one call together, waits included.</summary>
    [Range(1, 600)] public int TotalTimeoutSeconds { get; init; } = 30;

    [Range(1, 10)] public int MaxRetries { get; init; } = 3;

    /// <summary>Doubles with each attempt, with jitter; a <c>Retry-After</c> that still fits the total time-out wins.</summary>
    [Range(1, 60_000)] public int RetryDelayMilliseconds { get; init; } = 400;

    /// <summary>More than this is not an answer of Yoto's (security S28).</summary>
    [Range(1_024, 64 * 1024 * 1024)] public int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;
}
