using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Stories.Memory;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>What became of a command that a story sent. Commands of people are none of a story's business.</summary>
public sealed class CompleteCommandHandler(
    IPlaythroughs playthroughs, IPublishedStories stories, SharedMemoryFinder memories, SteeringPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
    : IEventHandler<PlayerCommandCompleted>
{
    public async Task HandleAsync(PlayerCommandCompleted integrationEvent, CancellationToken cancellationToken)
    {
        var present = await playthroughs.FindPresentAsync(integrationEvent.PlayerId, cancellationToken);
        if (present.FirstOrDefault(candidate => candidate.Command?.Id == integrationEvent.CommandId) is not { } playthrough)
            return;
        if (await stories.FindAsync(playthrough.CardId, playthrough.Revision, playthrough.Layout, cancellationToken) is not { } story)
            return;
        playthrough.Share(await memories.FindAsync(playthrough.TenantId, playthrough.PlayerId, playthrough.Child, story.Graph, cancellationToken));
        playthrough.CompleteCommand(integrationEvent, story, policy, time.GetUtcNow());
        playthroughs.Record(playthrough);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
