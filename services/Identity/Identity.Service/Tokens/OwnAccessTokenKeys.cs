using Microsoft.IdentityModel.Tokens;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Identities.Service.Tokens;

/// <summary>Where Identity lives in the same process, verifying needs no HTTP.</summary>
internal sealed class OwnAccessTokenKeys(SigningKeyRing keys) : IAccessTokenKeys
{
    public ValueTask<IReadOnlyList<JsonWebKey>> GetAsync(bool refresh, CancellationToken cancellationToken) =>
        keys.PublicKeysAsync(refresh, cancellationToken);
}
