using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Feed;

namespace YotoSmartStream.Players.EventLog;

/// <summary>A line of the tenant's event log: the frame that the live feed sent, in its order.</summary>
public sealed class LoggedEvent : ITenantOwned
{
    private LoggedEvent() { }

    /// <summary>Given by the database; what a reader resumes after.</summary>
    public long Sequence { get; private init; }

    public TenantId TenantId { get; private init; }

    public DateTimeOffset At { get; private init; }

    public string Type { get; private init; } = "";

    public string? PlayerId { get; private init; }

    public string Json { get; private init; } = "";

    public static LoggedEvent Of(FeedFrame frame) => new()
    {
        TenantId = new TenantId(frame.TenantId),
        At = frame.At,
        Type = frame.Type,
        PlayerId = frame.PlayerId,
        Json = frame.Json,
    };
}

public interface IEventLog
{
    void Add(LoggedEvent logged);

    /// <summary>The first lines after a sequence, oldest first.</summary>
    Task<IReadOnlyList<LoggedEvent>> ReadAfterAsync(long cursor, int limit, string? playerId, CancellationToken cancellationToken);

    /// <summary>The last lines before a sequence, oldest first.</summary>
    Task<IReadOnlyList<LoggedEvent>> ReadBeforeAsync(long cursor, int limit, string? playerId, CancellationToken cancellationToken);
}
