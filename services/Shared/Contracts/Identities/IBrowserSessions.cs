using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Identities;

/// <summary>Swaps the opaque session id of a browser's cookie for a short-lived access token. Only the gateway calls it.</summary>
[Port("identity")]
public interface IBrowserSessions
{
    /// <returns>401 <c>session.unknown</c> when the session ended or never was.</returns>
    Task<Result<SessionAccess>> ExchangeAsync(ExchangeSession request, CancellationToken cancellationToken);
}

/// <param name="SessionId">The cookie's value: an opaque secret, never logged.</param>
public sealed record ExchangeSession(string SessionId) : IPortRequest
{
    public Guid? TenantId => null;
}

public sealed record SessionAccess(string AccessToken, DateTimeOffset ExpiresAt);
