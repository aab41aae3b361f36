namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>The queues of the scope's tenant.</summary>
public interface IStreamQueues
{
    Task<StreamQueue?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<StreamQueue?> FindByCreationKeyAsync(string creationKey, CancellationToken cancellationToken);

    /// <summary>Oldest first; a family has at most <see cref="CreateStreamQueueHandler.MaxQueues"/>.</summary>
    Task<IReadOnlyList<StreamQueue>> ListAsync(CancellationToken cancellationToken);

    void Add(StreamQueue queue);

    void Remove(StreamQueue queue);

    Task RemoveAllAsync(CancellationToken cancellationToken);
}
