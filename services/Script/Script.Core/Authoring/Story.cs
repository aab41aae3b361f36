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

    public StoryDraft Read(StoryLibrary library) => StoryDraft.Read(Encoding.UTF8.GetBytes(Document), library);

    /// <summary>A new revision of what is saved now, with copies of what it includes; only for content that has none yet.</summary>
    public StoryRevision Freeze(IReadOnlyList<IncludedStory> includes, DateTimeOffset? bakedAt, DateTimeOffset now)
    {
        LatestRevision++;
        return new StoryRevision(TenantId, CardId, LatestRevision, Document, includes, bakedAt, now);
    }
}

/// <summary>A frozen story: what playthroughs and publications are pinned to. It never changes.</summary>
public sealed class StoryRevision : ITenantOwned
{
    private StoryRevision()
    {
    }

    internal StoryRevision(TenantId tenantId, string cardId, int revision, string document, IReadOnlyList<IncludedStory> includes, DateTimeOffset? bakedAt, DateTimeOffset now) =>
        (TenantId, CardId, Revision, Document, Includes, ContentHash, FrozenAt) =
        (tenantId, cardId, revision, document, [.. includes], HashOf(document, includes, bakedAt), now);

    public TenantId TenantId { get; private init; }

    public string CardId { get; private init; } = "";

    public int Revision { get; private init; }

    public string Document { get; private init; } = "";

    /// <summary>What it includes, as it was then (I1).</summary>
    public List<IncludedStory> Includes { get; private init; } = [];

    public string ContentHash { get; private init; } = "";

    public DateTimeOffset FrozenAt { get; private init; }

    public StoryDraft Read() => StoryDraft.Read(
        Encoding.UTF8.GetBytes(Document), StoryLibrary.Of(Includes.Select(included => (included.Story, included.Revision, included.Document))));

    /// <param name="document">The story.</param>
    /// <param name="includes">What it includes.</param>
    /// <param name="bakedAt">The hour whose circumstances a native card holds; null if the story does not depend on any.</param>
    public static string HashOf(string document, IReadOnlyList<IncludedStory> includes, DateTimeOffset? bakedAt = null)
    {
        var content = includes.Aggregate(document, (text, included) => $"{text}\0{included.Story}\0{included.Revision}\0{included.Document}");
        if (bakedAt is { } hour)
            content += $"\0{hour:O}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}

/// <summary>A copy of an included story.</summary>
/// <param name="Story">The card whose story it is.</param>
/// <param name="Revision">As the include asked; null for the newest.</param>
/// <param name="Document">What it was.</param>
public sealed record IncludedStory(string Story, int? Revision, string Document);
