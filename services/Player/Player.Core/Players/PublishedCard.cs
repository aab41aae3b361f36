using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Players;

/// <summary>Under which id a card of ours is known in a Yoto account: what "play this card" needs. Learnt from Card's events.</summary>
public sealed class PublishedCard(TenantId tenantId, string cardId, Guid yotoAccountId, string yotoCardId) : ITenantOwned
{
    public TenantId TenantId { get; } = tenantId;

    public string CardId { get; } = cardId;

    public Guid YotoAccountId { get; } = yotoAccountId;

    public string YotoCardId { get; private set; } = yotoCardId;

    /// <summary>When it was published; an older publication that arrives late changes nothing.</summary>
    public DateTimeOffset PublishedAt { get; private set; }

    public void Publish(string yotoCardId, DateTimeOffset at)
    {
        if (at < PublishedAt) return;
        (YotoCardId, PublishedAt) = (yotoCardId, at);
    }
}

public interface IPublishedCards
{
    Task<PublishedCard?> FindAsync(string cardId, Guid yotoAccountId, CancellationToken cancellationToken);

    Task<IReadOnlyList<PublishedCard>> ListAsync(string cardId, CancellationToken cancellationToken);

    void Add(PublishedCard card);

    void Remove(PublishedCard card);
}

public sealed class RememberPublishedCard(IPublishedCards cards, IUnitOfWork unitOfWork) : IEventHandler<CardPublished>
{
    public async Task HandleAsync(CardPublished published, CancellationToken cancellationToken)
    {
        var card = await cards.FindAsync(published.CardId, published.YotoAccountId, cancellationToken);
        if (card is null)
        {
            card = new PublishedCard(new TenantId(published.TenantId), published.CardId, published.YotoAccountId, published.YotoCardId);
            cards.Add(card);
        }

        card.Publish(published.YotoCardId, published.OccurredAt);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}

public sealed class ForgetDeletedCard(IPublishedCards cards, IUnitOfWork unitOfWork) : IEventHandler<CardDeleted>
{
    public async Task HandleAsync(CardDeleted deleted, CancellationToken cancellationToken)
    {
        foreach (var card in await cards.ListAsync(deleted.CardId, cancellationToken)) cards.Remove(card);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
