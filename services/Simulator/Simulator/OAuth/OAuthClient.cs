using System.Security.Cryptography;
using System.Text;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>
/// An application as its developer registered it in Yoto's dashboard. Only server-side ones have a secret; the others prove themselves by PKCE.
/// </summary>
internal sealed record OAuthClient(string Id, IReadOnlyList<string> RedirectUris, IReadOnlyList<string> Scopes, string? Secret = null)
{
    public bool IsPublic => Secret is null;

    /// <summary>
    /// What a request for scopes is granted. A request that names no scope of the API receives all that are ticked for the client,
    /// as third-party clients that ask for <c>offline_access</c> alone rely on; one that names a scope that is not ticked receives nothing.
    /// </summary>
    public IReadOnlyList<string>? Grant(string? requested, bool isStrict)
    {
        var asked = OAuth.Scopes.Split(requested);
        var identity = asked.Where(OAuth.Scopes.IsIdentity);
        var api = asked.Where(scope => !OAuth.Scopes.IsIdentity(scope)).ToList();
        if (api.Count is 0 && !isStrict) return [.. identity, .. Scopes];
        return api.All(Scopes.Contains) ? [.. identity, .. api] : null;
    }

    public bool Knows(string? secret) =>
        IsPublic || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret ?? ""), Encoding.UTF8.GetBytes(Secret!));
}
