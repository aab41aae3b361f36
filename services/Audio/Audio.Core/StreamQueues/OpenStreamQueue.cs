using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <param name="TenantId">Whose queue.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="Listener">Who asks.</param>
/// <param name="FromTheBeginning">False: for bytes from somewhere in the middle, in the snapshot that the listener has.</param>
/// <param name="KnownTag">The ETag whose bytes the listener goes on with, if it says.</param>
public sealed record OpenStreamQueue(TenantId TenantId, Guid QueueId, Listener Listener, bool FromTheBeginning, string? KnownTag);

/// <param name="Queue">What is played.</param>
/// <param name="Plan">The snapshot for this listener.</param>
/// <param name="Earlier">How far this listener was, if that matters for what it hears now.</param>
public sealed record OpenedQueue(PlannedQueue Queue, QueuePlan Plan, Listening? Earlier);

/// <summary>
/// A finite queue: whoever begins gets it as it is now; whoever goes on gets the snapshot that they began with, however the queue was
/// changed meanwhile. An endless one: whoever comes back goes on where they stopped.
/// </summary>
public sealed class OpenStreamQueueHandler(QueuePlanCache plans, Lazy<QueuePlanner> planner, IListeningBook book, TimeProvider time)
{
    public async Task<Result<OpenedQueue>> HandleAsync(OpenStreamQueue query, CancellationToken cancellationToken)
    {
        var queue = plans.Find(query.TenantId, query.QueueId) ?? await planner.Value.FindAsync(query.TenantId, query.QueueId, cancellationToken);
        if (queue is null) return Error.NotFound("stream", query.QueueId.ToString());
        if (queue.Plan.Items.Count == 0) return Error.Conflict("stream.empty", "There is nothing in this queue that can be played yet.");

        var fresh = new OpenedQueue(queue, queue.Plan, Earlier: null);
        if (!queue.IsEndless && query.FromTheBeginning) return fresh;

        var earlier = await book.FindAsync(query.TenantId, query.QueueId, query.Listener.Key, cancellationToken);
        if (earlier is not { Items.Count: > 0 } || !earlier.IsResumable(time.GetUtcNow())) return fresh;

        var snapshot = earlier.Plan();
        var goesOn = queue.IsEndless || query.KnownTag is null || query.KnownTag == snapshot.File.Tag;
        return new OpenedQueue(queue, goesOn ? snapshot : queue.Plan, earlier);
    }
}
