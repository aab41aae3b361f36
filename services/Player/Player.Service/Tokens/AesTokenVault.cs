using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Tokens;

/// <summary>
/// AES-256-GCM with tenant and owner as associated data (security S17). A sealed secret reads <c>v1.keyId.nonce‖tag‖ciphertext</c>;
/// the key's id allows rotation: a retired key opens, only the current one seals.
/// </summary>
internal sealed class AesTokenVault(TokenKeyRing keys) : ITokenVault
{
    private const string Format = "v1";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public SealedSecret Seal(TenantId tenant, Guid owner, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(keys.Find(keys.CurrentId)!, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), Binding(tenant, owner));
        return new SealedSecret($"{Format}.{keys.CurrentId}.{Base64Url.EncodeToString(box)}");
    }

    public string Open(TenantId tenant, Guid owner, SealedSecret secret)
    {
        if (secret.Value?.Split('.') is not [Format, var keyId, var encoded]) throw new SealBrokenException("This is not a sealed secret.");
        if (keys.Find(keyId) is not { } key) throw new SealBrokenException($"The key {keyId} is not among Player:TokenKey and Player:RetiredTokenKeys.");

        try
        {
            var box = Base64Url.DecodeFromChars(encoded).AsSpan();
            var plain = new byte[box.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(box[..NonceBytes], box[(NonceBytes + TagBytes)..], box.Slice(NonceBytes, TagBytes), plain, Binding(tenant, owner));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or OverflowException)
        {
            throw new SealBrokenException("The secret was sealed for somebody else, or was altered.");
        }
    }

    private static byte[] Binding(TenantId tenant, Guid owner) => [.. tenant.Value.ToByteArray(), .. owner.ToByteArray()];
}
