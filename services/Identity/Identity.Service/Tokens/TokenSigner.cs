using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Identities.Service.Tokens;

/// <summary>Writes signed tokens: ES256, <c>typ</c> <c>at+jwt</c> (RFC 9068).</summary>
internal sealed class TokenSigner(SigningKeyRing keys, TimeProvider time)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async ValueTask<(string Token, DateTimeOffset ExpiresAt)> SignAsync(
        string audience, TimeSpan lifetime, IDictionary<string, object> claims, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var expiresAt = now + lifetime;
        claims[JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString();
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokenClaims.TokenType,
            Issuer = AccessTokenClaims.Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(await keys.CurrentAsync(cancellationToken), SecurityAlgorithms.EcdsaSha256),
        });
        return (token, expiresAt);
    }
}
