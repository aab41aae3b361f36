using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

public sealed record ChangeStreamQueue(EditedQueue Edited, string? Name, QueueMode Mode);

public sealed class ChangeStreamQueueHandler(QueueEditing editing, TimeProvider time)
{
    public async Task<Result<StreamQueue>> HandleAsync(ChangeStreamQueue command, CancellationToken cancellationToken)
    {
        var name = QueueName.Parse(command.Name);
        if (name.IsFailure) return name.Error;
        return await editing.EditAsync(
            command.Edited,
            queue =>
            {
                queue.Change(name.Value, command.Mode, time.GetUtcNow());
                return Result.Success;
            },
            cancellationToken);
    }
}
