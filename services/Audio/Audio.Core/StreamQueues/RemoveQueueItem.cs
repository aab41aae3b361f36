using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

public sealed record RemoveQueueItem(EditedQueue Edited, Guid ItemId);

public sealed class RemoveQueueItemHandler(QueueEditing editing, TimeProvider time)
{
    public Task<Result<StreamQueue>> HandleAsync(RemoveQueueItem command, CancellationToken cancellationToken) =>
        editing.EditAsync(command.Edited, queue => queue.Remove(command.ItemId, time.GetUtcNow()), cancellationToken);
}
