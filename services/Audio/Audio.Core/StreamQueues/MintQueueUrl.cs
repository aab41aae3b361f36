using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.StreamQueues;

/// <param name="TenantId">Whose queue.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="CardId">Named in the events of this URL.</param>
/// <param name="PlayerId">For one player, which is then known by its name; null for any.</param>
public sealed record MintQueueUrl(TenantId TenantId, Guid QueueId, string? CardId, string? PlayerId);

public sealed class MintQueueUrlHandler(IStreamQueues queues, StreamUrlMint mint)
{
    public async Task<Result<StreamUrl>> HandleAsync(MintQueueUrl command, CancellationToken cancellationToken)
    {
        var queue = await queues.FindAsync(command.QueueId, cancellationToken);
        if (queue is null) return Error.NotFound("stream", command.QueueId.ToString());
        return mint.Mint(command.TenantId, StreamSubject.Queue, queue.Id, UrlNames.Of(queue.Name), command.CardId, command.PlayerId);
    }
}
