using System.Text;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <param name="Url">Complete, for a player.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record StreamUrl(string Url, DateTimeOffset ExpiresAt);

/// <summary>Makes the addresses that players fetch.</summary>
public sealed class StreamUrlMint(StreamTokens tokens, PublicAddress address, AudioLimits limits, TimeProvider time)
{
    /// <returns>400 <c>audio.stream-id</c>, 503 <c>audio.public-url</c>.</returns>
    public Result<StreamUrl> Mint(TenantId tenant, StreamSubject subject, Guid subjectId, string urlName, string? cardId = null, string? playerId = null)
    {
        if (address.Url.IsFailure) return address.Url.Error;
        if (IsTooLong(cardId) || IsTooLong(playerId))
            return Error.Invalid("audio.stream-id", $"A card or player id in a stream URL has at most {StreamGrant.MaxIdBytes} bytes.");

        var grant = new StreamGrant(tenant, subject, subjectId, time.GetUtcNow(), ExpiresAt(), cardId, playerId);
        return new StreamUrl($"{address.Url.Value}/stream/{tokens.Mint(grant, urlName)}/{urlName}.mp3", grant.ExpiresAt);
    }

    /// <summary>When a URL expires that is minted now; the token carries whole seconds.</summary>
    public DateTimeOffset ExpiresAt() => DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + limits.StreamUrlLifetime).ToUnixTimeSeconds());

    private static bool IsTooLong(string? id) => Encoding.UTF8.GetByteCount(id ?? "") > StreamGrant.MaxIdBytes;
}
