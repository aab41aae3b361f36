using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>What a client asked for when it sent a person to <c>/authorize</c>.</summary>
internal sealed record AuthorizationRequest(string ClientId, string RedirectUri, IReadOnlyList<string> Scopes, string CodeChallenge);

/// <summary>The authorization code grant for public clients: single use, bound to the redirect URI and to the S256 challenge.</summary>
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
            if (verifier is null || Challenge(verifier) != issued.Request.CodeChallenge)
                return new Refused("invalid_grant", "Failed to verify code verifier.");

            var scopes = issued.Request.Scopes;
            return new Granted(issued.Account, clientId, scopes, refreshTokens.Begin(issued.Account, clientId, scopes));
        }
    }

    public void Clear()
    {
        lock (_gate) _byCode.Clear();
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
