using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>How a client proves at the token endpoint that it began the flow (RFC 7636).</summary>
internal sealed record CodeChallenge(string Value, string Method)
{
    public const string S256 = "S256";
    public const string Plain = "plain";

    public bool IsMetBy(string? verifier) =>
        verifier is not null && Value == (Method is S256 ? Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) : verifier);
}

/// <summary>What a client asked for when it sent a person to <c>/authorize</c>. Without the API as audience its token opens nothing.</summary>
internal sealed record AuthorizationRequest(
    string ClientId, string RedirectUri, IReadOnlyList<string> Scopes, CodeChallenge? Challenge, string? Nonce, bool IsForApi);

/// <summary>The authorization code grant: single use, bound to the client, to the redirect URI and to the challenge.</summary>
internal sealed class AuthorizationCodes(RefreshTokens refreshTokens, SimulatedCloudOptions options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (AuthorizationRequest Request, Account Account, DateTimeOffset ExpiresAt)> _byCode = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public string Issue(AuthorizationRequest request, Account account)
    {
        var code = Identifiers.Text(43);
        lock (_gate) _byCode[code] = (request, account, options.TimeProvider.GetUtcNow() + Lifetime);
        return code;
    }

    public GrantAnswer Redeem(string? code, string clientId, string? redirectUri, string? verifier)
    {
        lock (_gate)
        {
            if (code is null || !_byCode.Remove(code, out var issued)
                || issued.Request.ClientId != clientId || issued.ExpiresAt <= options.TimeProvider.GetUtcNow())
                return new Refused("invalid_grant", "Invalid authorization code.");
            if (issued.Request.RedirectUri != redirectUri)
                return new Refused("invalid_grant", "The redirect URI is not the one of the authorization request.");
            if (issued.Request.Challenge is { } challenge && !challenge.IsMetBy(verifier))
                return new Refused("invalid_grant", "Failed to verify code verifier.");

            var (scopes, nonce, isForApi) = (issued.Request.Scopes, issued.Request.Nonce, issued.Request.IsForApi);
            return new Granted(issued.Account, clientId, scopes, refreshTokens.Begin(issued.Account, clientId, scopes)) { Nonce = nonce, IsForApi = isForApi };
        }
    }

    public void Clear()
    {
        lock (_gate) _byCode.Clear();
    }
}
