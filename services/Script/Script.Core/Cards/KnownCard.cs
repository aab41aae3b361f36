using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Cards;

/// <summary>A card that the Card module has told of. A deleted one is remembered, because its news may arrive in any order.</summary>
public sealed class KnownCard : ITenantOwned
{
    private KnownCard()
    {
    }

    public KnownCard(TenantId tenantId, string cardId) => (TenantId, CardId) = (tenantId, cardId);

    public TenantId TenantId { get; private init; }

    public string CardId { get; private init; } = "";

    public bool IsDeleted { get; private set; }

    /// <summary>When the newest news of it happened.</summary>
    public DateTimeOffset KnownAt { get; private set; }

    /// <returns>Whether this was news.</returns>
    public bool Hear(bool deleted, DateTimeOffset happenedAt)
    {
        if (happenedAt < KnownAt)
            return false;
        (IsDeleted, KnownAt) = (deleted, happenedAt);
        return true;
    }
}

public interface IKnownCards
{
    Task<KnownCard?> FindAsync(string cardId, CancellationToken cancellationToken);

    void Add(KnownCard card);
}
