using Microsoft.IdentityModel.Tokens;

namespace YotoSmartStream.ModuleHosting.Authentication;

/// <summary>The public keys that access tokens may be signed with. Identity registers its own; other processes ask its JWKS.</summary>
public interface IAccessTokenKeys
{
    /// <param name="refresh">A token named a key that the last answer did not hold; asking again is rate-limited.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<JsonWebKey>> GetAsync(bool refresh, CancellationToken cancellationToken);
}
