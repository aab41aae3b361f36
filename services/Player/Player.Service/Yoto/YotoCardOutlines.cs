using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Players.Commands;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Players.Service.Yoto;

/// <summary>Reads a card's chapters from Yoto and remembers them for a while: a child skips more often than a card changes.</summary>
internal sealed class YotoCardOutlines(IYotoAccess access, YotoApiClient yoto, OutlineMemory memory) : IYotoCardOutlines
{
    public async Task<Result<CardOutline>> ReadAsync(
        TenantId tenant, Guid yotoAccountId, string yotoCardId, CancellationToken cancellationToken)
    {
        if (memory.Find(yotoAccountId, yotoCardId) is { } remembered) return remembered;

        var token = await access.GetAccessTokenAsync(new GetYotoAccessToken(tenant.Value, yotoAccountId), cancellationToken);
        if (token.IsFailure) return token.Error;
        var card = await yoto.ReadCardAsync(token.Value.Token, yotoCardId, cancellationToken);
        if (card.IsFailure) return card.Error;

        var outline = new CardOutline(
            [.. card.Value.Chapters.Select(chapter => new OutlinedChapter(chapter.Key, chapter.TrackKeys.FirstOrDefault() ?? chapter.Key))]);
        memory.Remember(yotoAccountId, yotoCardId, outline);
        return outline;
    }
}

/// <summary>Bounded by number and age. Losing it costs a request, so the bound is met by forgetting everything.</summary>
internal sealed class OutlineMemory(IOptions<PlayerOptions> options, TimeProvider time)
{
    private const int MostCards = 500;

    private readonly ConcurrentDictionary<(Guid, string), (CardOutline Outline, DateTimeOffset ReadAt)> _outlines = [];
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(options.Value.CardOutlineSeconds);

    public CardOutline? Find(Guid yotoAccountId, string yotoCardId) =>
        _outlines.TryGetValue((yotoAccountId, yotoCardId), out var entry) && time.GetUtcNow() - entry.ReadAt < _lifetime ? entry.Outline : null;

    public void Remember(Guid yotoAccountId, string yotoCardId, CardOutline outline)
    {
        if (_outlines.Count >= MostCards) _outlines.Clear();
        _outlines[(yotoAccountId, yotoCardId)] = (outline, time.GetUtcNow());
    }
}
