using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>
/// Verifies the bearer token of a request: ES256 only, keys only from Identity, type, issuer, audience and lifetime checked, ended
/// sessions refused (security S10, S11, S14).
/// </summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    IAccessTokenKeys keys,
    DenyList denyList,
    TimeProvider time) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();

        var token = header[Prefix.Length..].Trim();
        var validated = await ValidateAsync(token, await keys.GetAsync(refresh: false, Context.RequestAborted));
        if (validated.Exception is SecurityTokenSignatureKeyNotFoundException)
            validated = await ValidateAsync(token, await keys.GetAsync(refresh: true, Context.RequestAborted));
        if (!validated.IsValid) return AuthenticateResult.Fail("The access token is not valid.");

        var user = new ClaimsPrincipal(validated.ClaimsIdentity);
        if (denyList.Denies(user)) return AuthenticateResult.Fail("The session of this access token has ended.");
        return AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Context.WriteProblemAsync(Error.Unauthenticated("auth.unauthenticated", "Sign in first, or send a valid access token."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Context.WriteProblemAsync(Error.Forbidden("auth.forbidden", "Your role does not allow this."));

    private Task<TokenValidationResult> ValidateAsync(string token, IReadOnlyList<JsonWebKey> signingKeys) => Tokens.ValidateTokenAsync(
        token,
        new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [AccessTokenClaims.TokenType],
            ValidIssuer = AccessTokenClaims.Issuer,
            ValidAudiences = [AccessTokenClaims.Audience, AccessTokenClaims.InternalAudience],
            IssuerSigningKeys = signingKeys,
            TryAllIssuerSigningKeys = false,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            NameClaimType = AccessTokenClaims.Subject,
            RoleClaimType = AccessTokenClaims.RoleClaim,
            LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
        });

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + ClockSkew && (notBefore is not { } start || now > start - ClockSkew);
    }
}
