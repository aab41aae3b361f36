using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <summary>
/// Lets a client repeat a POST whose answer it never got: what was created remembers the key, and the repeat finds it. The
/// fingerprint tells a repeat from a different request that uses the key again.
/// </summary>
public sealed record IdempotencyKey(string Key, string Fingerprint)
{
    private const int MaxLength = 128;

    /// <returns>Null when the client sent none.</returns>
    public static Result<IdempotencyKey?> Parse(string? header, params ReadOnlySpan<string?> request)
    {
        if (header is null) return Result<IdempotencyKey?>.Of(null);
        if (header.Length is 0 or > MaxLength || header.Any(character => character is < '!' or > '~'))
            return Error.Invalid("idempotency.key", $"An Idempotency-Key has 1 to {MaxLength} printable ASCII characters without spaces.");

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', request))));
        return new IdempotencyKey(header, fingerprint);
    }

    /// <summary>The refusal of a key that was used for something else.</summary>
    public static Error Reused { get; } =
        Error.Conflict("idempotency.key-reused", "This Idempotency-Key was used for a different request. Send a new key.");
}
