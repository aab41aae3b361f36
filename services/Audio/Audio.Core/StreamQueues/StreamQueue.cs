using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>How a queue is played. The first and the third end and are one file; the others go on until somebody stops listening.</summary>
public enum QueueMode
{
    Sequential,
    Loop,
    Shuffle,
    EndlessShuffle,
}

/// <summary>A place in a queue. The same audio file may have several.</summary>
public sealed record QueueItem(Guid Id, Guid AudioFileId);

/// <summary>Audio files that a family put into a row, to be heard under one address.</summary>
public sealed class StreamQueue : AggregateRoot, ITenantOwned
{
    public const int MaxItems = 1_000;

    private List<QueueItem> _items = [];

    private StreamQueue(Guid id, TenantId tenantId, DateTimeOffset createdAt) => (Id, TenantId, CreatedAt) = (id, tenantId, createdAt);

    public Guid Id { get; }

    public TenantId TenantId { get; }

    public DateTimeOffset CreatedAt { get; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string Name { get; private set; } = "";

    public QueueMode Mode { get; private set; }

    /// <summary>In the order in which the family put them.</summary>
    public IReadOnlyList<QueueItem> Items => _items;

    /// <summary>The one format that all of it is played in; 0 while it is empty. The first items decide, later ones are converted to it.</summary>
    public int Channels { get; private set; }

    /// <summary>Decides how the queue is shuffled; a new one shuffles it anew.</summary>
    public Guid ShuffleSeed { get; private set; }

    public string? CreationKey { get; private init; }

    public int Version { get; private set; }

    public bool IsEndless => Mode is QueueMode.Loop or QueueMode.EndlessShuffle;

    public static StreamQueue Create(TenantId tenant, QueueName name, QueueMode mode, string? creationKey, DateTimeOffset now)
    {
        var queue = new StreamQueue(Guid.CreateVersion7(), tenant, now) { CreationKey = creationKey, ShuffleSeed = Guid.CreateVersion7() };
        queue.Change(name, mode, now);
        return queue;
    }

    public void Change(QueueName name, QueueMode mode, DateTimeOffset now)
    {
        (Name, Mode) = (name.Value, mode);
        Touch(now);
    }

    /// <param name="joining">What joins, in order.</param>
    /// <param name="channels">The format that the queue gets if it is empty now.</param>
    /// <param name="position">0-based; null or beyond the end is the end.</param>
    /// <param name="now">The time.</param>
    public Result Add(IReadOnlyCollection<Guid> joining, int channels, int? position, DateTimeOffset now)
    {
        if (_items.Count + joining.Count > MaxItems) return Error.Conflict("stream.full", $"A queue holds at most {MaxItems} items.");
        if (_items.Count == 0) Channels = channels;
        var at = Math.Clamp(position ?? _items.Count, 0, _items.Count);
        _items = [.. _items[..at], .. joining.Select(file => new QueueItem(Guid.CreateVersion7(), file)), .. _items[at..]];
        Touch(now);
        return Result.Success;
    }

    public Result Remove(Guid itemId, DateTimeOffset now)
    {
        if (!Keep(item => item.Id != itemId)) return Error.NotFound("stream-item", itemId.ToString());
        Touch(now);
        return Result.Success;
    }

    /// <summary>Its audio was deleted.</summary>
    public void Lose(Guid audioFileId, DateTimeOffset now)
    {
        if (Keep(item => item.AudioFileId != audioFileId)) Touch(now);
    }

    /// <param name="itemIds">Each item exactly once, in the new order.</param>
    /// <param name="now">The time.</param>
    public Result Reorder(IReadOnlyList<Guid> itemIds, DateTimeOffset now)
    {
        var byId = _items.ToDictionary(item => item.Id);
        if (itemIds.Count != byId.Count || itemIds.Distinct().Count() != byId.Count || !itemIds.All(byId.ContainsKey))
            return Error.Conflict("stream.order", "The new order must name each item of the queue exactly once. Load the queue again.");
        _items = [.. itemIds.Select(id => byId[id])];
        Touch(now);
        return Result.Success;
    }

    public void ShuffleAnew(DateTimeOffset now)
    {
        ShuffleSeed = Guid.CreateVersion7();
        Touch(now);
    }

    /// <summary>Items became playable in the queue's format, so its file grows.</summary>
    public void AnnounceNewRenditions() => Raise(new StreamQueueChanged(Id, Version, Deleted: false));

    /// <summary>A player asked for it.</summary>
    public void NoteRequest(Guid audioFileId, string? cardId, string? playerId) => Raise(new AudioRequested(audioFileId, cardId, Id, playerId));

    public void Delete() => Raise(new StreamQueueChanged(Id, Version, Deleted: true));

    private bool Keep(Predicate<QueueItem> stays)
    {
        var kept = _items.FindAll(stays);
        if (kept.Count == _items.Count) return false;
        _items = kept;
        if (kept.Count == 0) Channels = 0;
        return true;
    }

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
        Raise(new StreamQueueChanged(Id, Version, Deleted: false));
    }
}
