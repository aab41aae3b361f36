using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <param name="Edited">The queue.</param>
/// <param name="ItemIds">Each item exactly once, in the new order.</param>
public sealed record ReorderStreamQueue(EditedQueue Edited, IReadOnlyList<Guid> ItemIds);

public sealed class ReorderStreamQueueHandler(QueueEditing editing, TimeProvider time)
{
    public Task<Result<StreamQueue>> HandleAsync(ReorderStreamQueue command, CancellationToken cancellationToken) =>
        editing.EditAsync(command.Edited, queue => queue.Reorder(command.ItemIds, time.GetUtcNow()), cancellationToken);
}
