using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Service;

/// <summary>What Card asks of us when it publishes.</summary>
internal sealed class StoryContent(FreezeStoryHandler handler) : IStoryContent
{
    public async Task<Result<FrozenStory>> FreezeAsync(FreezeStoryContent request, CancellationToken cancellationToken) =>
        request.TenantId is { } tenant
            ? await handler.HandleAsync(new FreezeStory(new TenantId(tenant), request.CardId, request.AllowInteractive), cancellationToken)
            : Error.Invalid("story.tenant", "A story belongs to a tenant: name it.");
}
