using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <summary>What every change of a card has in common: find it, see that it is the one the editor saw, decide, save.</summary>
public sealed class CardEditing(ICards cards, IUnitOfWork unitOfWork)
{
    /// <param name="cardId">As it stands in the path.</param>
    /// <param name="expectedVersion">From <c>If-Match</c>; null when the editor does not mind.</param>
    /// <param name="change">What to do with it; a refusal leaves the card as it was.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Result<(Card Card, T Value)>> EditAsync<T>(
        string cardId, int? expectedVersion, Func<Card, Result<T>> change, CancellationToken cancellationToken)
    {
        var found = await FindAsync(cardId, cancellationToken);
        if (found.IsFailure) return found.Error;
        var card = found.Value;
        if (expectedVersion is { } expected && expected != card.Version) return Stale(cardId);

        var changed = change(card);
        if (changed.IsFailure) return changed.Error;
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return Stale(cardId);
        }

        return (card, changed.Value);
    }

    public async Task<Result<Card>> FindAsync(string cardId, CancellationToken cancellationToken)
    {
        var id = CardId.Parse(cardId);
        var card = id.IsSuccess ? await cards.FindAsync(id.Value, cancellationToken) : null;
        return card is null ? Error.NotFound("card", cardId) : card;
    }

    private static Error Stale(string cardId) =>
        Error.Stale("card.stale", $"Somebody else changed the card '{cardId}'. Load it again and repeat your change.");
}
