using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.YotoCloud.Rest;

namespace YotoSmartStream.Cards.Service.Yoto;

internal sealed class YotoCardWriter(YotoApiClient yoto) : IYotoCardWriter
{
    public Task<Result<string>> WriteAsync(
        YotoAccessToken token, CardDocument document, string? yotoCardId, CancellationToken cancellationToken) =>
        yoto.WriteCardAsync(token.Token, StreamingCard.Of(document, yotoCardId), cancellationToken);

    public async Task<Result<bool>> KeepsJumpsAsync(
        YotoAccessToken token, CardDocument document, string yotoCardId, CancellationToken cancellationToken)
    {
        var stored = await yoto.ReadCardAsync(token.Token, yotoCardId, cancellationToken);
        if (stored.IsFailure) return stored.Error;
        var withJumps = stored.Value.Chapters.Where(chapter => chapter.TracksWithEvents > 0).Select(chapter => chapter.Key).ToHashSet(StringComparer.Ordinal);
        return document.Chapters.Where(chapter => chapter.Jumps is not null).All(chapter => withJumps.Contains(chapter.Key));
    }
}
