using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>Who hears a queue: the player that the URL names, or somebody whom we know by nothing but the address they ask from.</summary>
/// <param name="Key">The same for every request of this listener.</param>
/// <param name="PlayerId">Null when the URL names none.</param>
/// <param name="CardId">The card whose URL it is.</param>
public sealed record Listener(string Key, string? PlayerId, string? CardId)
{
    public const int MaxKeyLength = 300;
}

/// <summary>
/// One listener's way through a queue: the snapshot that it hears, and how far it is. Players fetch ahead of what they play, so where
/// somebody is follows from when a stretch began and how much of it was sent since.
/// </summary>
public sealed class Listening : ITenantOwned
{
    /// <summary>At a constant 128 kbps.</summary>
    public const int BytesPerMillisecond = 16;

    /// <summary>Whoever asks again after a longer time begins anew with the queue as it is then.</summary>
    public static readonly TimeSpan ResumableFor = TimeSpan.FromDays(30);

    private QueuePlan? _plan;

    private Listening()
    {
    }

    public TenantId TenantId { get; private init; }

    public Guid QueueId { get; private init; }

    public string ListenerKey { get; private init; } = "";

    public string? PlayerId { get; private init; }

    public string? CardId { get; private set; }

    public int QueueVersion { get; private set; }

    public int Round { get; private set; }

    public IReadOnlyList<PlannedItem> Items { get; private set; } = [];

    /// <summary>Where the stretch began that is heard now, and when.</summary>
    public long StretchFrom { get; private set; }

    public DateTimeOffset StretchBeganAt { get; private set; }

    /// <summary>Up to here the bytes were sent.</summary>
    public long SentTo { get; private set; }

    public DateTimeOffset LastSentAt { get; private set; }

    /// <summary>Then everything that was sent has been heard.</summary>
    public DateTimeOffset HeardAt { get; private set; }

    public static Listening Begin(TenantId tenant, Guid queueId, Listener listener, QueuePlan plan, long from, DateTimeOffset now)
    {
        var listening = new Listening
        {
            TenantId = tenant,
            QueueId = queueId,
            ListenerKey = listener.Key,
            PlayerId = listener.PlayerId,
            CardId = listener.CardId,
        };
        listening.Take(plan);
        listening.BeginStretch(from, now);
        return listening;
    }

    /// <summary>The snapshot that this listener hears.</summary>
    public QueuePlan Plan() => _plan ??= new(TenantId, QueueVersion, Round, Items);

    /// <summary>Goes on with this snapshot from an offset.</summary>
    public void Ask(Listener listener, QueuePlan plan, long from, DateTimeOffset now)
    {
        var isNext = plan.File.Tag == Plan().File.Tag && plan.Round == Round && from == SentTo && now <= HeardAt;
        CardId = listener.CardId ?? CardId;
        Take(plan);
        if (!isNext) BeginStretch(from, now);
    }

    /// <summary>An endless queue goes on with its next round, which is heard when all of this one was.</summary>
    public void GoOn(QueuePlan next, DateTimeOffset now)
    {
        var heardAt = HeardAt > now ? HeardAt : now;
        Take(next);
        BeginStretch(from: 0, heardAt);
        LastSentAt = now;
    }

    /// <param name="to">Bytes up to here are on their way.</param>
    /// <param name="now">The time.</param>
    public void Send(long to, DateTimeOffset now)
    {
        (SentTo, LastSentAt) = (Math.Max(SentTo, to), now);
        HeardAt = StretchBeganAt.AddMilliseconds((SentTo - StretchFrom) / (double)BytesPerMillisecond);
    }

    public bool IsListening(DateTimeOffset now) => now <= HeardAt;

    public bool IsResumable(DateTimeOffset now) => now <= LastSentAt + ResumableFor;

    /// <summary>The byte that is heard at this moment.</summary>
    public long PositionAt(DateTimeOffset now) =>
        Math.Clamp(StretchFrom + (long)((now - StretchBeganAt).TotalMilliseconds * BytesPerMillisecond), StretchFrom, SentTo);

    public Listening Copy() => (Listening)MemberwiseClone();

    private void Take(QueuePlan plan) => (_plan, QueueVersion, Round, Items) = (plan, plan.QueueVersion, plan.Round, plan.Items);

    private void BeginStretch(long from, DateTimeOffset now)
    {
        (StretchFrom, StretchBeganAt) = (from, now);
        (SentTo, LastSentAt, HeardAt) = (from, now, now);
    }
}

public interface IListenings
{
    Task<Listening?> FindAsync(Guid queueId, string listenerKey, CancellationToken cancellationToken);

    /// <summary>Those whose sent bytes last beyond this moment, the latest first.</summary>
    Task<IReadOnlyList<Listening>> ListHearingAsync(Guid queueId, DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Writes what listeners heard; the latest wins.</summary>
    Task KeepAsync(IReadOnlyCollection<Listening> heard, CancellationToken cancellationToken);

    Task RemoveAllAsync(Guid queueId, CancellationToken cancellationToken);

    Task RemoveAllAsync(CancellationToken cancellationToken);
}

/// <summary>
/// Who hears what at the moment, in memory: streaming writes into it without waiting, and it is written to the database now and then.
/// </summary>
public interface IListeningBook
{
    /// <summary>From memory, else from the database; null when this listener never heard this queue.</summary>
    Task<Listening?> FindAsync(TenantId tenant, Guid queueId, string listenerKey, CancellationToken cancellationToken);

    void Note(Listening listening);
}
