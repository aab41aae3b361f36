using System.Collections.Concurrent;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>
/// The plans of the queues that are heard at the moment, so that a range of a queue costs what a range of a file costs. Changes throw
/// them out here at once and on other replicas by the event; nothing stays longer than <see cref="MaxAge"/>.
/// </summary>
public sealed class QueuePlanCache(TimeProvider time) : IEventHandler<StreamQueueChanged>
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);
    private const int MaxEntries = 2_000;

    private readonly ConcurrentDictionary<(TenantId Tenant, Guid QueueId), (PlannedQueue Planned, long KeptAt)> _kept = new();
    private long _mark;

    /// <summary>Taken before the rows are read. When something was forgotten since then, what was read is not kept.</summary>
    public long Mark => Interlocked.Read(ref _mark);

    public PlannedQueue? Find(TenantId tenant, Guid queueId) =>
        _kept.TryGetValue((tenant, queueId), out var entry) && time.GetElapsedTime(entry.KeptAt) < MaxAge ? entry.Planned : null;

    public void Keep(TenantId tenant, Guid queueId, PlannedQueue planned, long mark)
    {
        if (_kept.Count >= MaxEntries) _kept.Clear();
        if (mark == Mark) _kept[(tenant, queueId)] = (planned, time.GetTimestamp());
    }

    public void Forget(TenantId tenant, Guid queueId)
    {
        Interlocked.Increment(ref _mark);
        _kept.TryRemove((tenant, queueId), out _);
    }

    public void ForgetAll(TenantId tenant)
    {
        Interlocked.Increment(ref _mark);
        foreach (var key in _kept.Keys.Where(key => key.Tenant == tenant)) _kept.TryRemove(key, out _);
    }

    public Task HandleAsync(StreamQueueChanged integrationEvent, CancellationToken cancellationToken)
    {
        Forget(new(integrationEvent.TenantId), integrationEvent.StreamQueueId);
        return Task.CompletedTask;
    }
}
