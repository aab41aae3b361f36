using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public enum StreamSubject : byte
{
    AudioFile = 1,
    Queue = 2,
}

/// <summary>What a stream URL grants: GET and HEAD of one audio file or one queue, for a while.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Subject">What kind of thing <paramref name="SubjectId"/> names.</param>
/// <param name="SubjectId">The one audio file or queue.</param>
/// <param name="IssuedAt">UTC, in whole milliseconds: withdrawn are the URLs that were issued before a moment.</param>
/// <param name="ExpiresAt">UTC, in whole seconds.</param>
/// <param name="CardId">The card whose player asks; only told on, never checked.</param>
/// <param name="PlayerId">The player that this URL was made for; null when any may use it.</param>
public sealed record StreamGrant(
    TenantId TenantId,
    StreamSubject Subject,
    Guid SubjectId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string? CardId = null,
    string? PlayerId = null)
{
    /// <summary>Of the card id and of the player id, in UTF-8.</summary>
    public const int MaxIdBytes = 255;
}
