using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>Which queue is edited, and the version that the editor saw (from <c>If-Match</c>; null when any will do).</summary>
public sealed record EditedQueue(Guid QueueId, int? ExpectedVersion);

/// <summary>What every change of a queue has in common: find it, see that it is the one the editor saw, decide, save.</summary>
public sealed class QueueEditing(IStreamQueues queues, QueuePlanCache plans, IUnitOfWork unitOfWork)
{
    public Task<Result<StreamQueue>> EditAsync(EditedQueue edited, Func<StreamQueue, Result> change, CancellationToken cancellationToken) =>
        EditAsync(edited, queue => Task.FromResult(change(queue)), cancellationToken);

    public async Task<Result<StreamQueue>> EditAsync(EditedQueue edited, Func<StreamQueue, Task<Result>> change, CancellationToken cancellationToken)
    {
        var queue = await queues.FindAsync(edited.QueueId, cancellationToken);
        if (queue is null) return Error.NotFound("stream", edited.QueueId.ToString());
        if (edited.ExpectedVersion is { } expected && expected != queue.Version) return Stale;

        var changed = await change(queue);
        if (changed.IsFailure) return changed.Error;
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return Stale;
        }

        plans.Forget(queue.TenantId, queue.Id);
        return queue;
    }

    private static Error Stale { get; } = Error.Stale("stream.stale", "Somebody else changed this queue. Load it again and repeat your change.");
}
