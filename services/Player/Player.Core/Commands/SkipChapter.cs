using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.Commands;

public enum SkipDirection
{
    Forward,
    Back,
}

public sealed record SkipChapter(string PlayerId, SkipDirection Direction);

/// <summary>Yoto has no "next" command (yoto-cloud §3.10): the neighbouring chapter is started by its key.</summary>
public sealed class SkipChapterHandler(CommandPlayerHandler commandPlayer, IYotoCardOutlines outlines)
{
    public async Task<Result<Guid>> HandleAsync(SkipChapter command, CancellationToken cancellationToken)
    {
        var player = await commandPlayer.FindOnlineAsync(command.PlayerId, cancellationToken);
        if (player.IsFailure) return player.Error;
        if (player.Value.Shadow is not { YotoCardId: { } yotoCardId, ChapterKey: { } chapterKey })
            return Error.Conflict("player.nothing-playing", $"'{player.Value.Name}' has no active card to skip in.");

        var outline = await outlines.ReadAsync(player.Value.TenantId, player.Value.YotoAccountId, yotoCardId, cancellationToken);
        if (outline.IsFailure) return outline.Error;

        var neighbour = outline.Value.Neighbour(chapterKey, command.Direction is SkipDirection.Forward ? +1 : -1);
        if (neighbour is null)
            return Error.Conflict("player.no-next-track", "There is nothing further in this direction.");
        return await commandPlayer.HandleAsync(
            new CommandPlayer(command.PlayerId, PlayerIntent.Start(yotoCardId, neighbour.Key, neighbour.FirstTrackKey)), cancellationToken);
    }
}
