using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Stories.Cards;

/// <summary>Everything that the module keeps, for when it has to go.</summary>
public interface IStoryData
{
    /// <summary>Story, revisions, publications and playthroughs of a card.</summary>
    Task RemoveCardAsync(string cardId, CancellationToken cancellationToken);

    /// <summary>All rows of the tenant.</summary>
    Task RemoveTenantAsync(CancellationToken cancellationToken);
}

/// <summary>Keeps in mind which cards exist; what belongs to a deleted card or an erased tenant goes with it.</summary>
public sealed class FollowCardsHandler(IKnownCards cards, IStoryData data, IUnitOfWork unitOfWork) :
    IEventHandler<CardChanged>, IEventHandler<CardDeleted>, IEventHandler<TenantErased>
{
    public async Task HandleAsync(CardChanged integrationEvent, CancellationToken cancellationToken)
    {
        var card = await FindOrAddAsync(integrationEvent, integrationEvent.CardId, cancellationToken);
        if (card.Hear(deleted: false, integrationEvent.OccurredAt))
            await unitOfWork.SaveAsync(cancellationToken);
    }

    public async Task HandleAsync(CardDeleted integrationEvent, CancellationToken cancellationToken)
    {
        var card = await FindOrAddAsync(integrationEvent, integrationEvent.CardId, cancellationToken);
        if (!card.Hear(deleted: true, integrationEvent.OccurredAt))
            return;
        await data.RemoveCardAsync(integrationEvent.CardId, cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
    }

    public async Task HandleAsync(TenantErased integrationEvent, CancellationToken cancellationToken)
    {
        await data.RemoveTenantAsync(cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
    }

    private async Task<KnownCard> FindOrAddAsync(IntegrationEvent told, string cardId, CancellationToken cancellationToken)
    {
        if (await cards.FindAsync(cardId, cancellationToken) is { } known)
            return known;
        var card = new KnownCard(new TenantId(told.TenantId), cardId);
        cards.Add(card);
        return card;
    }
}
