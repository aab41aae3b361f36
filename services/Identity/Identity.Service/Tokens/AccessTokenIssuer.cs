using YotoSmartStream.Identities.Sessions;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Identities.Service.Tokens;

internal sealed class AccessTokenIssuer(TokenSigner signer) : IAccessTokenIssuer
{
    public async ValueTask<AccessToken> IssueAsync(User user, Session session, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            [AccessTokenClaims.Subject] = user.Id.ToString(),
            [AccessTokenClaims.Session] = session.Id.ToString(),
            [AccessTokenClaims.TenantClaim] = user.TenantId.ToString(),
            [AccessTokenClaims.RoleClaim] = user.Roles.Count == 1 ? user.Roles[0] : user.Roles.ToArray(),
        };
        var (token, expiresAt) = await signer.SignAsync(AccessTokenClaims.Audience, AccessToken.Lifetime, claims, cancellationToken);
        return new AccessToken(token, expiresAt);
    }
}
