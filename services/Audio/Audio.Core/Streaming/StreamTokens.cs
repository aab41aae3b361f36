using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>What a stream URL grants: GET and HEAD of one audio file, for a while.</summary>
/// <param name="TenantId">Whose file it is.</param>
/// <param name="AudioFileId">The one file.</param>
/// <param name="CardId">The card whose player asks; only told on, never checked.</param>
/// <param name="ExpiresAt">UTC, in whole seconds.</param>
public sealed record StreamGrant(TenantId TenantId, Guid AudioFileId, string? CardId, DateTimeOffset ExpiresAt);

/// <summary>
/// Players send no credentials, so the URL carries them: version, key id, tenant, audio file, expiry and card, signed with HMAC-SHA256
/// together with the URL's last part. No byte of the URL can change unnoticed (security S7).
/// </summary>
public sealed class StreamTokens(StreamKeyRing keys)
{
    private const byte FormatVersion = 1;
    private const int KeyIdAt = 1;
    private const int TenantAt = 5;
    private const int AudioFileAt = 21;
    private const int ExpiryAt = 37;
    private const int CardAt = 41;
    private const int MaxCardBytes = 512;
    private const int SignatureBytes = HMACSHA256.HashSizeInBytes;
    private const int MaxTokenBytes = CardAt + MaxCardBytes + SignatureBytes;

    public static Error Expired { get; } = Error.Gone("audio.url-expired", "This stream URL has expired. Publish the card again.");

    public static Error Altered { get; } = Error.Forbidden("audio.url-invalid", "This stream URL is not one of ours.");

    public static Error UnknownKey { get; } = Error.Forbidden("audio.url-invalid", "This stream URL was signed with a key that is not in use any more.");

    public string Mint(StreamGrant grant, string urlName)
    {
        var card = Encoding.UTF8.GetBytes(grant.CardId ?? "");
        if (card.Length > MaxCardBytes) throw new ArgumentException("The card id is too long for a stream URL.", nameof(grant));

        var token = new byte[CardAt + card.Length + SignatureBytes];
        token[0] = FormatVersion;
        BinaryPrimitives.WriteUInt32BigEndian(token.AsSpan(KeyIdAt), keys.SigningKeyId);
        grant.TenantId.Value.TryWriteBytes(token.AsSpan(TenantAt), bigEndian: true, out _);
        grant.AudioFileId.TryWriteBytes(token.AsSpan(AudioFileAt), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(token.AsSpan(ExpiryAt), (uint)grant.ExpiresAt.ToUnixTimeSeconds());
        card.CopyTo(token, CardAt);
        Sign(keys.SigningKeyId, token.AsSpan(0, CardAt + card.Length), urlName, token.AsSpan(CardAt + card.Length));
        return Base64Url.EncodeToString(token);
    }

    /// <returns>The grant; <see cref="Altered"/>, <see cref="UnknownKey"/> or <see cref="Expired"/>.</returns>
    public Result<StreamGrant> Read(string token, string urlName, DateTimeOffset now)
    {
        if (Decode(token) is not { } bytes) return Altered;

        var keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(KeyIdAt));
        if (!keys.Knows(keyId)) return UnknownKey;

        var payload = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        Span<byte> expected = stackalloc byte[SignatureBytes];
        Sign(keyId, payload, urlName, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(payload.Length))) return Altered;

        var grant = ReadGrant(payload);
        return grant.ExpiresAt <= now ? Expired : grant;
    }

    private static StreamGrant ReadGrant(ReadOnlySpan<byte> payload)
    {
        var card = Encoding.UTF8.GetString(payload[CardAt..]);
        return new(
            new TenantId(new Guid(payload[TenantAt..AudioFileAt], bigEndian: true)),
            new Guid(payload[AudioFileAt..ExpiryAt], bigEndian: true),
            card.Length > 0 ? card : null,
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(payload[ExpiryAt..])));
    }

    /// <summary>Only the one spelling that was minted: white space, padding and stray bits in the last letter decode too, but are refused.</summary>
    private static byte[]? Decode(string token)
    {
        if (token.Length > Base64Url.GetEncodedLength(MaxTokenBytes) || !Base64Url.IsValid(token)) return null;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < CardAt + SignatureBytes || bytes[0] != FormatVersion) return null;
        return Base64Url.EncodeToString(bytes) == token ? bytes : null;
    }

    private void Sign(uint keyId, ReadOnlySpan<byte> payload, string urlName, Span<byte> signature)
    {
        byte[] message = [.. payload, 0, .. Encoding.UTF8.GetBytes(urlName)];
        keys.Sign(keyId, message, signature);
    }
}
