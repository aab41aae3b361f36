using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>What was deleted leaves the queues, and its other renditions are forgotten.</summary>
public sealed class RemoveDeletedAudio(
    IStreamQueues queues, IQueueRenditions renditions, QueuePlanCache plans, IUnitOfWork unitOfWork, TimeProvider time) : IEventHandler<AudioDeleted>
{
    public async Task HandleAsync(AudioDeleted deleted, CancellationToken cancellationToken)
    {
        foreach (var queue in await queues.ListAsync(cancellationToken)) queue.Lose(deleted.AudioFileId, time.GetUtcNow());
        await renditions.RemoveAllOfAsync(deleted.AudioFileId, cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
        plans.ForgetAll(new(deleted.TenantId));
    }
}

/// <summary>Audio that joined a queue while it was still being converted can be heard now.</summary>
public sealed class PlayReadyAudio(IStreamQueues queues, IQueuePreparation preparation, QueuePlanCache plans, IUnitOfWork unitOfWork) : IEventHandler<AudioReady>
{
    public async Task HandleAsync(AudioReady ready, CancellationToken cancellationToken)
    {
        var waiting = (await queues.ListAsync(cancellationToken)).Where(queue => queue.Items.Any(item => item.AudioFileId == ready.AudioFileId)).ToList();
        if (waiting.Count == 0) return;

        foreach (var queue in waiting) queue.AnnounceNewRenditions();
        await unitOfWork.SaveAsync(cancellationToken);
        plans.ForgetAll(new(ready.TenantId));
        foreach (var queue in waiting) preparation.Prepare(queue.TenantId, queue.Id);
    }
}

/// <summary>A tenant was erased: what Audio keeps of its queues, listeners and URLs goes.</summary>
public sealed class EraseTenantStreams(
    IStreamQueues queues, IQueueRenditions renditions, IListenings listenings, IWithdrawnUrls withdrawals, IUnitOfWork unitOfWork) : IEventHandler<TenantErased>
{
    public async Task HandleAsync(TenantErased erased, CancellationToken cancellationToken)
    {
        await queues.RemoveAllAsync(cancellationToken);
        await renditions.RemoveAllAsync(cancellationToken);
        await listenings.RemoveAllAsync(cancellationToken);
        await withdrawals.RemoveAllAsync(cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
