using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Players;

/// <summary>A valid access token for a linked Yoto account. Player refreshes it, exactly once however many ask (failures F11, F12).</summary>
[Port("player")]
public interface IYotoAccess
{
    /// <returns>404 <c>yoto-account.not-found</c>; 409 <c>yoto-account.relink</c> when the family must link again; 503 <c>yoto.unavailable</c>.</returns>
    Task<Result<YotoAccessToken>> GetAccessTokenAsync(GetYotoAccessToken request, CancellationToken cancellationToken);
}

/// <param name="TenantId">Whose account it is.</param>
/// <param name="YotoAccountId">The linked account.</param>
/// <param name="MinimumSeconds">How long the token must still live; a shorter one is refreshed first.</param>
public sealed record GetYotoAccessToken(Guid? TenantId, Guid YotoAccountId, int MinimumSeconds = 60) : IPortRequest;

/// <param name="Token">The bearer token; also the MQTT password. Never logged.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record YotoAccessToken(string Token, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"YotoAccessToken(expires {ExpiresAt:O})";
}
