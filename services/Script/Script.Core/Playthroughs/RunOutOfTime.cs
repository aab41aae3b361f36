using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Playthroughs;

public sealed record RunOutOfTime(Guid PlaythroughId);

/// <summary>Tells a story that nobody answered its question in time.</summary>
public sealed class RunOutOfTimeHandler(
    IPlaythroughs playthroughs, IPublishedStories stories, SteeringPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task HandleAsync(RunOutOfTime command, CancellationToken cancellationToken)
    {
        if (await playthroughs.FindAsync(command.PlaythroughId, cancellationToken) is not { } playthrough)
            return;
        if (await stories.FindAsync(playthrough.CardId, playthrough.Revision, cancellationToken) is { } story)
            playthrough.RunOut(story, policy, time.GetUtcNow());
        else
            playthrough.Leave(time.GetUtcNow());
        playthroughs.Record(playthrough);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
