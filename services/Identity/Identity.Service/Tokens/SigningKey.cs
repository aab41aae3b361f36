using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Identities.Service.Tokens;

/// <summary>A key that signs, or signed until lately, access tokens (ES256).</summary>
[GlobalEntity("All households' tokens are signed alike.")]
internal sealed class SigningKey
{
    /// <summary>The <c>kid</c> of the tokens.</summary>
    public required string KeyId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>PKCS#8, encrypted by <see cref="KeyProtection"/>.</summary>
    public required byte[] ProtectedPrivateKey { get; init; }
}
