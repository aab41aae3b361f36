using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// Players send no credentials, so the URL carries them: the grant, the id of the key, and an HMAC-SHA256 over both and the URL's last
/// part. No byte of the URL can change unnoticed (security S7).
/// </summary>
public sealed class StreamTokens(StreamKeyRing keys)
{
    private const byte FormatVersion = 2;
    private const int KeyIdAt = 1;
    private const int SubjectAt = 5;
    private const int TenantAt = 6;
    private const int SubjectIdAt = 22;
    private const int IssuedAt = 38;
    private const int ExpiryAt = 46;
    private const int CardLengthAt = 50;
    private const int CardAt = 51;
    private const int SignatureBytes = HMACSHA256.HashSizeInBytes;
    private const int MaxTokenBytes = CardAt + (2 * StreamGrant.MaxIdBytes) + SignatureBytes;

    public static Error Expired { get; } = Error.Gone("audio.url-expired", "This stream URL has expired. Publish the card again.");

    public static Error Altered { get; } = Error.Forbidden("audio.url-invalid", "This stream URL is not one of ours.");

    public static Error UnknownKey { get; } = Error.Forbidden("audio.url-invalid", "This stream URL was signed with a key that is not in use any more.");

    public string Mint(StreamGrant grant, string urlName)
    {
        var card = Encoding.UTF8.GetBytes(grant.CardId ?? "");
        var player = Encoding.UTF8.GetBytes(grant.PlayerId ?? "");
        if (Math.Max(card.Length, player.Length) > StreamGrant.MaxIdBytes) throw new ArgumentException("An id is too long for a stream URL.", nameof(grant));

        var payloadBytes = CardAt + card.Length + player.Length;
        var token = new byte[payloadBytes + SignatureBytes];
        token[0] = FormatVersion;
        BinaryPrimitives.WriteUInt32BigEndian(token.AsSpan(KeyIdAt), keys.SigningKeyId);
        token[SubjectAt] = (byte)grant.Subject;
        grant.TenantId.Value.TryWriteBytes(token.AsSpan(TenantAt), bigEndian: true, out _);
        grant.SubjectId.TryWriteBytes(token.AsSpan(SubjectIdAt), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(IssuedAt), grant.IssuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32BigEndian(token.AsSpan(ExpiryAt), (uint)grant.ExpiresAt.ToUnixTimeSeconds());
        token[CardLengthAt] = (byte)card.Length;
        card.CopyTo(token, CardAt);
        player.CopyTo(token, CardAt + card.Length);
        Sign(keys.SigningKeyId, token.AsSpan(0, payloadBytes), urlName, token.AsSpan(payloadBytes));
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

    /// <summary>Only what <see cref="Mint"/> wrote comes here: the signature has been checked.</summary>
    private static StreamGrant ReadGrant(ReadOnlySpan<byte> payload)
    {
        var playerAt = CardAt + payload[CardLengthAt];
        return new(
            new TenantId(new Guid(payload[TenantAt..SubjectIdAt], bigEndian: true)),
            (StreamSubject)payload[SubjectAt],
            new Guid(payload[SubjectIdAt..IssuedAt], bigEndian: true),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(payload[IssuedAt..])),
            DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(payload[ExpiryAt..])),
            ReadId(payload[CardAt..playerAt]),
            ReadId(payload[playerAt..]));
    }

    private static string? ReadId(ReadOnlySpan<byte> id) => id.IsEmpty ? null : Encoding.UTF8.GetString(id);

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
