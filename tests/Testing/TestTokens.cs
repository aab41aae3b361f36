using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Testing;

/// <summary>An issuer of access tokens for tests of one module without Identity: the same claims and algorithm, a key of its own.</summary>
public sealed class TestTokens(TimeProvider time) : IAccessTokenKeys
{
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    public ValueTask<IReadOnlyList<JsonWebKey>> GetAsync(bool refresh, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<JsonWebKey>>([JsonWebKeyConverter.ConvertFromECDsaSecurityKey(_key)]);

    public string ForMember(TenantId tenant, string role = Roles.Owner, Guid? userId = null, Guid? sessionId = null) => Sign(AccessTokenClaims.Audience, new()
    {
        [AccessTokenClaims.Subject] = (userId ?? Guid.CreateVersion7()).ToString(),
        [AccessTokenClaims.Session] = (sessionId ?? Guid.CreateVersion7()).ToString(),
        [AccessTokenClaims.TenantClaim] = tenant.ToString(),
        [AccessTokenClaims.RoleClaim] = role,
    });

    public string ForService(string name) => Sign(AccessTokenClaims.InternalAudience, new()
    {
        [AccessTokenClaims.Subject] = name,
        [AccessTokenClaims.Scope] = AccessTokenClaims.InternalScope,
    });

    private string Sign(string audience, Dictionary<string, object> claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AccessTokenClaims.Issuer,
        Audience = audience,
        TokenType = AccessTokenClaims.TokenType,
        Claims = claims,
        IssuedAt = time.GetUtcNow().UtcDateTime,
        NotBefore = time.GetUtcNow().UtcDateTime,
        Expires = time.GetUtcNow().AddMinutes(15).UtcDateTime,
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
    });
}
