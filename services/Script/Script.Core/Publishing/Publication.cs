using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Publishing;

/// <summary>What lies on a card of a Yoto account: which story, in which revision. It leads from what players report to stories.</summary>
public sealed class Publication : ITenantOwned
{
    private Publication()
    {
    }

    public Publication(TenantId tenantId, Guid yotoAccountId, string yotoCardId) =>
        (TenantId, YotoAccountId, YotoCardId) = (tenantId, yotoAccountId, yotoCardId);

    public TenantId TenantId { get; private init; }

    public Guid YotoAccountId { get; private init; }

    public string YotoCardId { get; private init; } = "";

    public string CardId { get; private set; } = "";

    /// <summary>Null when the card was published without a story.</summary>
    public int? Revision { get; private set; }

    /// <summary>How the story lies on the card; null without one.</summary>
    public string? Layout { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    /// <returns>Whether this is newer than what was known.</returns>
    public bool Hear(string cardId, int? revision, string layout, DateTimeOffset publishedAt)
    {
        if (publishedAt < PublishedAt)
            return false;
        (CardId, Revision, Layout, PublishedAt) = (cardId, revision, revision is null ? null : layout, publishedAt);
        return true;
    }
}

public interface IPublications
{
    Task<Publication?> FindAsync(Guid yotoAccountId, string yotoCardId, CancellationToken cancellationToken);

    void Add(Publication publication);
}
