using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Memory;

namespace YotoSmartStream.Stories.Playthroughs;

public sealed record RunOutOfTime(Guid PlaythroughId);

/// <summary>Tells a story that nobody answered its question in time.</summary>
public sealed class RunOutOfTimeHandler(
    IPlaythroughs playthroughs, IPublishedStories stories, SharedMemoryFinder memories, SteeringPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task HandleAsync(RunOutOfTime command, CancellationToken cancellationToken)
    {
        if (await playthroughs.FindAsync(command.PlaythroughId, cancellationToken) is not { } playthrough)
            return;
        if (await stories.FindAsync(playthrough.CardId, playthrough.Revision, playthrough.Layout, cancellationToken) is { } story)
        {
            playthrough.Share(await memories.FindAsync(playthrough.TenantId, playthrough.PlayerId, playthrough.Child, story.Graph, cancellationToken));
            playthrough.RunOut(story, policy, time.GetUtcNow());
        }
        else
        {
            playthrough.Leave(time.GetUtcNow());
        }

        playthroughs.Record(playthrough);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
