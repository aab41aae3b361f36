namespace YotoSmartStream.YotoCloud.OAuth;

/// <summary>What a grant gives (yoto-cloud §1.6).</summary>
/// <param name="AccessToken">Bearer of the REST API, password of MQTT.</param>
/// <param name="RefreshToken">Single use; null when the answer carried none, then the one before stays good (yoto-cloud §1.5).</param>
/// <param name="ExpiresAt">UTC: the earlier of <c>expires_in</c> and the token's own <c>exp</c>.</param>
/// <param name="Subject">Names the Yoto user; null if the token is opaque.</param>
public sealed record YotoTokens(string AccessToken, string? RefreshToken, DateTimeOffset ExpiresAt, string? Subject)
{
    /// <summary>Never shows a token: records end up in logs.</summary>
    public override string ToString() => $"YotoTokens(expires {ExpiresAt:O})";
}
