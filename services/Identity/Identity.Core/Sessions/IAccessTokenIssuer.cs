using YotoSmartStream.Identities.Users;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>Signs what every service believes: who, in which household, with which roles, until when.</summary>
public interface IAccessTokenIssuer
{
    ValueTask<AccessToken> IssueAsync(User user, Session session, CancellationToken cancellationToken);
}

public sealed record AccessToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Also how long a revocation must be remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    public override string ToString() => $"AccessToken(expires {ExpiresAt:O})";
}
