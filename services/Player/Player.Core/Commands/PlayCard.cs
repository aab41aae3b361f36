using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.Commands;

/// <param name="PlayerId">Where to play.</param>
/// <param name="CardId">A card of ours that was published to the player's account, or</param>
/// <param name="YotoCardId">a card by Yoto's own id.</param>
/// <param name="ChapterKey">Null: the first chapter.</param>
/// <param name="TrackKey">Null: the chapter's first track.</param>
public sealed record PlayCard(string PlayerId, string? CardId, string? YotoCardId, string? ChapterKey, string? TrackKey);

public sealed class PlayCardHandler(CommandPlayerHandler commandPlayer, IPublishedCards publishedCards, IYotoCardOutlines outlines)
{
    public async Task<Result<Guid>> HandleAsync(PlayCard command, CancellationToken cancellationToken)
    {
        if (command.CardId is null == command.YotoCardId is null)
            return Error.Invalid("player.play-card", "Name the card to play: either cardId or yotoCardId.");
        if (command is { TrackKey: not null, ChapterKey: null })
            return Error.Invalid("player.play-track", "A trackKey needs the chapterKey that it belongs to.");

        var player = await commandPlayer.FindOnlineAsync(command.PlayerId, cancellationToken);
        if (player.IsFailure) return player.Error;

        var yotoCardId = command.YotoCardId ?? await FindPublishedAsync(command.CardId!, player.Value.YotoAccountId, cancellationToken);
        if (yotoCardId is null)
            return Error.Conflict("card.not-published", $"The card '{command.CardId}' has not been published to this player's Yoto account.");

        var start = await StartAsync(player.Value, yotoCardId, command, cancellationToken);
        return start.IsSuccess
            ? await commandPlayer.HandleAsync(new CommandPlayer(command.PlayerId, start.Value), cancellationToken)
            : start.Error;
    }

    private async Task<string?> FindPublishedAsync(string cardId, Guid yotoAccountId, CancellationToken cancellationToken) =>
        (await publishedCards.FindAsync(cardId, yotoAccountId, cancellationToken))?.YotoCardId;

    /// <summary>Exact keys are always sent if they can be known: without them an active card resumes instead (yoto-cloud §3.10).</summary>
    private async Task<Result<PlayerIntent>> StartAsync(Player player, string yotoCardId, PlayCard command, CancellationToken cancellationToken)
    {
        if (command is { ChapterKey: not null, TrackKey: not null })
            return PlayerIntent.Start(yotoCardId, command.ChapterKey, command.TrackKey);

        var outline = await outlines.ReadAsync(player.TenantId, player.YotoAccountId, yotoCardId, cancellationToken);
        if (outline.Error is { Kind: not (ErrorKind.NotFound or ErrorKind.Forbidden) } error) return error;
        if (outline.IsFailure)      // A bought card: ours to start, not to read.
            return PlayerIntent.Start(yotoCardId, command.ChapterKey, command.ChapterKey);

        var chapter = command.ChapterKey is null ? outline.Value.Chapters.FirstOrDefault() : outline.Value.Find(command.ChapterKey);
        return chapter is null
            ? Error.Invalid("player.unknown-chapter", $"The card has no chapter '{command.ChapterKey}'.")
            : PlayerIntent.Start(yotoCardId, chapter.Key, chapter.FirstTrackKey);
    }
}
