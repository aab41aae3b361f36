using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>What a valid access token allows, and until when.</summary>
internal sealed record AccessGrant(Account Account, IReadOnlySet<string> Scopes, DateTimeOffset ExpiresAt);

/// <summary>Issues and verifies the RS256 tokens that REST and MQTT believe.</summary>
internal sealed class AccessTokens(SigningKey key, AccountRegistry accounts, FaultBoard faults, SimulatedCloudOptions options)
{
    public const string Issuer = "https://login.yotoplay.com/";
    public const string Audience = "https://api.yotoplay.com";
    private const string UserInfoAudience = "https://yoto-simulated.auth0.com/userinfo";

    private const double UsualShortLifeSeconds = 60;
    private static readonly TimeSpan IdTokenLifetime = TimeSpan.FromHours(10);

    private readonly JsonWebTokenHandler _tokens = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    public TimeSpan LifetimeFor(Account account) => faults.StrikeAccount(FaultKind.ShortTokenLife, account.Id) is { } fault
        ? fault.Duration(UsualShortLifeSeconds)
        : account.AccessTokenLifetime ?? options.AccessTokenLifetime;

    public string Issue(Account account, string clientId, IEnumerable<string> scopes) => Issue(account, clientId, scopes, LifetimeFor(account));

    public string Issue(Account account, string clientId, IEnumerable<string> scopes, TimeSpan lifetime) => Sign(account, lifetime, new()
    {
        ["aud"] = new[] { Audience, UserInfoAudience },
        ["azp"] = clientId,
        ["scope"] = string.Join(' ', scopes),
        ["https://yotoplay.com/roles"] = Array.Empty<string>(),
    });

    public string IssueIdToken(Account account, string clientId, string? nonce)
    {
        var claims = new Dictionary<string, object> { ["aud"] = clientId, ["email"] = account.Email };
        if (nonce is not null) claims["nonce"] = nonce;
        return Sign(account, IdTokenLifetime, claims);
    }

    /// <summary>The grant of a token, or nothing when it is malformed, foreign, expired, or its account is gone.</summary>
    public async Task<AccessGrant?> VerifyAsync(string? token)
    {
        if (string.IsNullOrEmpty(token)) return null;
        var validated = await _tokens.ValidateTokenAsync(token, new()
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = key.Key,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidateLifetime = false,   // Compared below, with the cloud's own clock.
        });
        if (!validated.IsValid) return null;

        var jwt = (JsonWebToken)validated.SecurityToken;
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(jwt.GetPayloadValue<long>("exp"));
        var account = accounts.Find(jwt.Subject);
        if (account is null || expiresAt <= options.TimeProvider.GetUtcNow()) return null;
        return new AccessGrant(account, Scopes.Expand(Scopes.Split(jwt.GetPayloadValue<string>("scope"))), expiresAt);
    }

    private string Sign(Account account, TimeSpan lifetime, Dictionary<string, object> claims)
    {
        var now = options.TimeProvider.GetUtcNow();
        claims["iss"] = Issuer;
        claims["sub"] = account.Id;
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["exp"] = (now + lifetime).ToUnixTimeSeconds();
        return _tokens.CreateToken(new SecurityTokenDescriptor { Claims = claims, SigningCredentials = key.Credentials });
    }
}
