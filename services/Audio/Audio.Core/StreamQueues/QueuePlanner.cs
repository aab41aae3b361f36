using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <summary>Says what of a queue is heard now: the items that are ready in the queue's format, in the order of its mode.</summary>
public sealed class QueuePlanner(IStreamQueues queues, IAudioFiles files, IQueueRenditions renditions, QueuePlanCache cache)
{
    /// <returns>The first round of a queue; null when there is no such queue.</returns>
    public async Task<PlannedQueue?> FindAsync(TenantId tenant, Guid queueId, CancellationToken cancellationToken)
    {
        var mark = cache.Mark;
        if (cache.Find(tenant, queueId) is { } known) return known;
        if (await queues.FindAsync(queueId, cancellationToken) is not { } queue) return null;

        var planned = new PlannedQueue(queue.Id, queue.Name, queue.Channels, queue.IsEndless, await PlanAsync(queue, round: 0, cancellationToken));
        cache.Keep(tenant, queueId, planned, mark);
        return planned;
    }

    public async Task<QueuePlan> PlanAsync(StreamQueue queue, int round, CancellationToken cancellationToken)
    {
        var playable = await PlayableAsync(queue, cancellationToken);
        var items = QueueOrder.Of(queue, round)
            .Where(item => playable.ContainsKey(item.AudioFileId))
            .Select(item => playable[item.AudioFileId] with { ItemId = item.Id })
            .ToList();
        return new(queue.TenantId, queue.Version, round, items);
    }

    private async Task<Dictionary<Guid, PlannedItem>> PlayableAsync(StreamQueue queue, CancellationToken cancellationToken)
    {
        var ids = queue.Items.Select(item => item.AudioFileId).Distinct().ToList();
        var ready = (await files.FindAllAsync(ids, cancellationToken)).Where(file => file.State == AudioState.Ready).ToList();
        var others = (await renditions.FindAllAsync(ids, queue.Channels, cancellationToken)).ToDictionary(rendition => rendition.AudioFileId);
        return ready
            .Select(file => file.Channels == queue.Channels
                ? new PlannedItem(default, file.Id, file.RenditionSha256!, file.SizeBytes)
                : others.GetValueOrDefault(file.Id) is { Sha256: { } sha256 } other && other.IsOf(file)
                    ? new PlannedItem(default, file.Id, sha256, other.SizeBytes)
                    : null)
            .OfType<PlannedItem>()
            .ToDictionary(item => item.AudioFileId);
    }
}

public sealed record PlannedQueue(Guid QueueId, string Name, int Channels, bool IsEndless, QueuePlan Plan);
