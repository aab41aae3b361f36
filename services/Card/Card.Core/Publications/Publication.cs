using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Cards.Publications;

public enum PublicationState
{
    Pending,
    Published,
    Failed,
}

/// <summary>One act of writing a card to one Yoto account: asked for, then done or failed for a stated reason.</summary>
public sealed class Publication : AggregateRoot, ITenantOwned
{
    private Publication() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public CardId CardId { get; private init; }

    public Guid YotoAccountId { get; private init; }

    public PublicationState State { get; private set; }

    public string? YotoCardId { get; private set; }

    public int? StoryRevision { get; private set; }

    /// <summary>Why it failed: a stable code.</summary>
    public string? ProblemCode { get; private set; }

    /// <summary>Why it failed: a sentence.</summary>
    public string? ProblemMessage { get; private set; }

    public DateTimeOffset RequestedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string? CreationKey { get; private init; }

    public string? CreationFingerprint { get; private init; }

    public int Version { get; private set; }

    public static Publication Request(Card card, Guid yotoAccountId, IdempotencyKey? key, DateTimeOffset now)
    {
        var publication = new Publication
        {
            Id = Guid.CreateVersion7(),
            TenantId = card.TenantId,
            CardId = card.Id,
            YotoAccountId = yotoAccountId,
            RequestedAt = now,
            CreationKey = key?.Key,
            CreationFingerprint = key?.Fingerprint,
        };
        publication.Raise(new CardPublicationRequested(publication.Id, card.Id.Value, yotoAccountId));
        return publication;
    }

    public void Complete(string yotoCardId, int? storyRevision, string layout, DateTimeOffset now)
    {
        (YotoCardId, StoryRevision) = (yotoCardId, storyRevision);
        End(PublicationState.Published, now);
        Raise(new CardPublished(Id, CardId.Value, YotoAccountId, yotoCardId, storyRevision, layout));
    }

    public void Fail(Error error, DateTimeOffset now)
    {
        (ProblemCode, ProblemMessage) = (error.Code, error.Message);
        End(PublicationState.Failed, now);
    }

    private void End(PublicationState state, DateTimeOffset now)
    {
        (State, EndedAt) = (state, now);
        Version++;
    }
}

/// <summary>Which card of a Yoto account is ours, so that publishing again replaces it and the physical card stays linked.</summary>
public sealed class AccountCard(TenantId tenantId, CardId cardId, Guid yotoAccountId, string yotoCardId) : ITenantOwned
{
    public TenantId TenantId { get; } = tenantId;

    public CardId CardId { get; } = cardId;

    public Guid YotoAccountId { get; } = yotoAccountId;

    public string YotoCardId { get; set; } = yotoCardId;
}

public interface IPublications
{
    Task<Publication?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<Publication?> FindByCreationKeyAsync(string key, CancellationToken cancellationToken);

    Task<AccountCard?> FindAccountCardAsync(CardId cardId, Guid yotoAccountId, CancellationToken cancellationToken);

    void Add(Publication publication);

    void Add(AccountCard accountCard);
}
