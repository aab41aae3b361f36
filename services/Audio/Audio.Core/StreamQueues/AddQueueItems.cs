using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <param name="Edited">The queue.</param>
/// <param name="AudioFileIds">In order; a file may join more than once.</param>
/// <param name="Position">0-based; null is the end.</param>
public sealed record AddQueueItems(EditedQueue Edited, IReadOnlyList<Guid> AudioFileIds, int? Position);

public sealed class AddQueueItemsHandler(QueueEditing editing, JoiningAudio joining)
{
    public Task<Result<StreamQueue>> HandleAsync(AddQueueItems command, CancellationToken cancellationToken) => editing.EditAsync(
        command.Edited, queue => joining.JoinAsync(queue, command.AudioFileIds, command.Position, cancellationToken), cancellationToken);
}
