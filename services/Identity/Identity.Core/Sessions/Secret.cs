using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace YotoSmartStream.Identities.Sessions;

/// <summary>256 random bits that open something to whoever holds them. Only the hash is stored.</summary>
public sealed record Secret
{
    private const int Bytes = 32;

    private Secret(string value) => Value = value;

    /// <summary>Base64url, safe in cookies and links. Never logged.</summary>
    public string Value { get; }

    public string Hash => HashOf(Value);

    public static Secret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>A fast hash is enough: 256 random bits cannot be guessed, a password can.</summary>
    public static string HashOf(string value) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    public override string ToString() => "Secret";
}
