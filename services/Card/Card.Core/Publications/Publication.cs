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
    /// <summary>How long a publication waits for what is away before it gives up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private Publication() { }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public CardId CardId { get; private init; }

    public Guid YotoAccountId { get; private init; }

    public PublicationState State { get; private set; }

    public string? YotoCardId { get; private set; }

    public int? StoryRevision { get; private set; }

    /// <summary>Why it failed, or, while it is pending, what it waits for: a stable code.</summary>
    public string? ProblemCode { get; private set; }

    /// <summary>The same as a sentence.</summary>
    public string? ProblemMessage { get; private set; }

    public DateTimeOffset RequestedAt { get; private init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>How often it had to wait.</summary>
    public int Delays { get; private set; }

    /// <summary>Set while it waits for what is away.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

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
        publication.AskForWork();
        return publication;
    }

    public void Complete(string yotoCardId, int? storyRevision, string layout, DateTimeOffset now)
    {
        (YotoCardId, StoryRevision, ProblemCode, ProblemMessage) = (yotoCardId, storyRevision, null, null);
        End(PublicationState.Published, now);
        Raise(new CardPublished(Id, CardId.Value, YotoAccountId, yotoCardId, storyRevision, layout));
    }

    public void Fail(Error error, DateTimeOffset now)
    {
        (ProblemCode, ProblemMessage) = (error.Code, error.Message);
        End(PublicationState.Failed, now);
    }

    /// <summary>Something is away. The work is asked for again later, less and less often.</summary>
    public void Postpone(Error error, DateTimeOffset now)
    {
        if (now - RequestedAt >= Patience)
        {
            Fail(error, now);
            return;
        }

        (ProblemCode, ProblemMessage) = (error.Code, error.Message);
        var pause = FirstPause * Math.Pow(2, Math.Min(Delays++, 20));
        NextAttemptAt = now + (pause < LongestPause ? pause : LongestPause);
        Version++;
    }

    /// <summary>The wait is over: asks for the work once more.</summary>
    public void TryAgain(DateTimeOffset now)
    {
        if (State is not PublicationState.Pending || NextAttemptAt is null || NextAttemptAt > now) return;
        NextAttemptAt = null;
        Version++;
        AskForWork();
    }

    private void AskForWork() => Raise(new CardPublicationRequested(Id, CardId.Value, YotoAccountId));

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
