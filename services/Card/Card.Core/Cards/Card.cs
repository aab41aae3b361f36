using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Cards;

/// <summary>What a family makes to be played: a title and its tracks. Its story, if it has one, is Script's.</summary>
public sealed class Card : AggregateRoot, ITenantOwned
{
    /// <summary>Yoto's guidance for self-made cards (yoto-cloud §2.13).</summary>
    public const int MaxTracks = 100;

    public const int MaxDescriptionLength = 1_000;

    private readonly List<Track> _tracks = [];

    private Card() { }

    public CardId Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public string Title { get; private set; } = "";

    public string? Description { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string? CreationKey { get; private init; }

    public string? CreationFingerprint { get; private init; }

    /// <summary>Grows with every change, tracks included: the card's ETag.</summary>
    public int Version { get; private set; }

    /// <summary>In order.</summary>
    public IReadOnlyList<Track> Tracks => [.. _tracks.OrderBy(track => track.Position)];

    public static Card Create(TenantId tenant, CardId id, Title title, string? description, IdempotencyKey? key, DateTimeOffset now)
    {
        var card = new Card
        {
            Id = id,
            TenantId = tenant,
            Description = description,
            CreatedAt = now,
            CreationKey = key?.Key,
            CreationFingerprint = key?.Fingerprint,
        };
        card.Change(title, description, now);
        return card;
    }

    public void Change(Title title, string? description, DateTimeOffset now)
    {
        (Title, Description) = (title.Value, description);
        Touch(now);
    }

    public Result<Track> AddTrack(Title title, Guid audioFileId, IdempotencyKey? key, DateTimeOffset now)
    {
        if (_tracks.Count >= MaxTracks) return Error.Conflict("card.full", $"A card holds at most {MaxTracks} tracks.");
        var track = Track.Create(TenantId, title, audioFileId, key);
        track.Position = _tracks.Count;
        _tracks.Add(track);
        Touch(now);
        return track;
    }

    /// <param name="trackId">The track.</param>
    /// <param name="title">Its title from now on.</param>
    /// <param name="audioFileId">What it plays from now on.</param>
    /// <param name="position">0-based place among the tracks, null to leave it; beyond the end is the end.</param>
    /// <param name="now">The time.</param>
    public Result<Track> ChangeTrack(Guid trackId, Title title, Guid audioFileId, int? position, DateTimeOffset now)
    {
        if (Find(trackId) is not { } track) return NoTrack(trackId);
        track.Title = title.Value;
        if (track.AudioFileId != audioFileId) track.Play(audioFileId);
        if (position is { } place) Move(track, place);
        Touch(now);
        return track;
    }

    public Result RemoveTrack(Guid trackId, DateTimeOffset now)
    {
        if (Find(trackId) is not { } track) return NoTrack(trackId);
        _tracks.Remove(track);
        Renumber(Tracks);
        Touch(now);
        return Result.Success;
    }

    /// <summary>The audio is gone: the tracks stay, so that people see what is missing.</summary>
    public void LoseAudio(Guid audioFileId, DateTimeOffset now)
    {
        foreach (var track in _tracks.Where(track => track.AudioFileId == audioFileId)) track.AudioMissing = true;
        Touch(now);
    }

    public void Delete() => Raise(new CardDeleted(Id.Value));

    private void Move(Track track, int position)
    {
        var order = Tracks.Where(other => other != track).ToList();
        order.Insert(Math.Clamp(position, 0, order.Count), track);
        Renumber(order);
    }

    private static void Renumber(IReadOnlyList<Track> order)
    {
        for (var position = 0; position < order.Count; position++) order[position].Position = position;
    }

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
        Raise(new CardChanged(Id.Value, Title));
    }

    private Track? Find(Guid trackId) => _tracks.Find(track => track.Id == trackId);

    private static Error NoTrack(Guid trackId) => Error.NotFound("track", trackId.ToString());
}

public interface ICards
{
    /// <summary>With its tracks.</summary>
    Task<Card?> FindAsync(CardId id, CancellationToken cancellationToken);

    Task<Card?> FindByCreationKeyAsync(string key, CancellationToken cancellationToken);

    Task<IReadOnlyList<Card>> ListPlayingAsync(Guid audioFileId, CancellationToken cancellationToken);

    /// <summary>Cards whose id comes after another's, in the order of their ids.</summary>
    Task<IReadOnlyList<Card>> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    void Add(Card card);

    /// <summary>The card, its tracks and the memory of where it was published.</summary>
    Task RemoveAsync(Card card, CancellationToken cancellationToken);
}
