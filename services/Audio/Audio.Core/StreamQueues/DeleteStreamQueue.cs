using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

public sealed record DeleteStreamQueue(EditedQueue Edited);

public sealed class DeleteStreamQueueHandler(QueueEditing editing, IStreamQueues queues, IListenings listenings)
{
    public async Task<Result> HandleAsync(DeleteStreamQueue command, CancellationToken cancellationToken)
    {
        var deleted = await editing.EditAsync(
            command.Edited,
            async queue =>
            {
                queue.Delete();
                queues.Remove(queue);
                await listenings.RemoveAllAsync(queue.Id, cancellationToken);
                return Result.Success;
            },
            cancellationToken);
        return deleted.IsSuccess ? Result.Success : deleted.Error;
    }
}
