using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>A shuffled queue keeps its order, so that a player can seek in it, until somebody asks for a new one.</summary>
public sealed record ShuffleStreamQueue(EditedQueue Edited);

public sealed class ShuffleStreamQueueHandler(QueueEditing editing, TimeProvider time)
{
    public Task<Result<StreamQueue>> HandleAsync(ShuffleStreamQueue command, CancellationToken cancellationToken) => editing.EditAsync(
        command.Edited,
        queue =>
        {
            queue.ShuffleAnew(time.GetUtcNow());
            return Result.Success;
        },
        cancellationToken);
}
