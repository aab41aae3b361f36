using System.Security.Cryptography;
using System.Text;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Authoring;

/// <summary>The story of a card as its author saved it last, word for word.</summary>
public sealed class Story : AggregateRoot, ITenantOwned
{
    private Story()
    {
    }

    public Story(TenantId tenantId, string cardId) => (TenantId, CardId) = (tenantId, cardId);

    public TenantId TenantId { get; private init; }

    public string CardId { get; private init; } = "";

    public string Document { get; private set; } = "";

    /// <summary>Grows by one with every save; the ETag.</summary>
    public int Version { get; private set; }

    /// <summary>The newest frozen revision, 0 before the first.</summary>
    public int LatestRevision { get; private set; }

    public DateTimeOffset SavedAt { get; private set; }

    public void Rewrite(string document, DateTimeOffset now) => (Document, SavedAt, Version) = (document, now, Version + 1);

    public StoryDraft Read() => StoryDraft.Read(Encoding.UTF8.GetBytes(Document));

    /// <summary>A new revision of what is saved now; only for content that has none yet.</summary>
    public StoryRevision Freeze(DateTimeOffset now)
    {
        LatestRevision++;
        return new StoryRevision(TenantId, CardId, LatestRevision, Document, now);
    }
}

/// <summary>A frozen story: what playthroughs and publications are pinned to. It never changes.</summary>
public sealed class StoryRevision : ITenantOwned
{
    private StoryRevision()
    {
    }

    internal StoryRevision(TenantId tenantId, string cardId, int revision, string document, DateTimeOffset now) =>
        (TenantId, CardId, Revision, Document, ContentHash, FrozenAt) = (tenantId, cardId, revision, document, HashOf(document), now);

    public TenantId TenantId { get; private init; }

    public string CardId { get; private init; } = "";

    public int Revision { get; private init; }

    public string Document { get; private init; } = "";

    public string ContentHash { get; private init; } = "";

    public DateTimeOffset FrozenAt { get; private init; }

    public static string HashOf(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}
