using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <param name="TenantId">Whose queue.</param>
/// <param name="Name">As typed.</param>
/// <param name="Mode">How it is played.</param>
/// <param name="AudioFileIds">What is in it from the beginning.</param>
/// <param name="CreationKey">From <c>Idempotency-Key</c>: a repeat finds what the first request created.</param>
public sealed record CreateStreamQueue(TenantId TenantId, string? Name, QueueMode Mode, IReadOnlyList<Guid> AudioFileIds, string? CreationKey);

public sealed class CreateStreamQueueHandler(IStreamQueues queues, JoiningAudio joining, IUnitOfWork unitOfWork, TimeProvider time)
{
    public const int MaxQueues = 200;
    private const int MaxKeyLength = 128;

    public async Task<Result<StreamQueue>> HandleAsync(CreateStreamQueue command, CancellationToken cancellationToken)
    {
        var name = QueueName.Parse(command.Name);
        if (name.IsFailure) return name.Error;
        if (command.CreationKey is { Length: 0 or > MaxKeyLength })
            return Error.Invalid("idempotency.key", $"An Idempotency-Key has 1 to {MaxKeyLength} characters.");
        if (command.CreationKey is { } key && await queues.FindByCreationKeyAsync(key, cancellationToken) is { } earlier) return earlier;
        if ((await queues.ListAsync(cancellationToken)).Count >= MaxQueues)
            return Error.Conflict("stream.too-many", $"A family has at most {MaxQueues} queues. Delete one first.");

        var queue = StreamQueue.Create(command.TenantId, name.Value, command.Mode, command.CreationKey, time.GetUtcNow());
        var joined = await joining.JoinAsync(queue, command.AudioFileIds, position: null, cancellationToken);
        if (joined.IsFailure) return joined.Error;

        queues.Add(queue);
        await unitOfWork.SaveAsync(cancellationToken);
        return queue;
    }
}
