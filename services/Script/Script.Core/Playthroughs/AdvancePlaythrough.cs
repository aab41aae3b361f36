using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>What the bridge sees of a player moves the story of the card that is in it. Called in order per player.</summary>
public sealed class AdvancePlaythroughHandler(
    IPublications publications,
    IPlaythroughs playthroughs,
    IPublishedStories stories,
    SteeringPolicy policy,
    IUnitOfWork unitOfWork,
    TimeProvider time) : IEventHandler<PlayerObserved>
{
    public async Task HandleAsync(PlayerObserved integrationEvent, CancellationToken cancellationToken)
    {
        switch (integrationEvent.Kind)
        {
            case ObservationKinds.CardRemoved:
                await LeaveAsync(integrationEvent.PlayerId, exceptCardId: null, cancellationToken);
                break;
            case ObservationKinds.CardInserted or ObservationKinds.TrackEntered or ObservationKinds.Resumed when integrationEvent.YotoCardId is not null:
                await AdvanceAsync(integrationEvent, cancellationToken);
                break;
        }

        await unitOfWork.SaveAsync(cancellationToken);
    }

    private async Task AdvanceAsync(PlayerObserved seen, CancellationToken cancellationToken)
    {
        var publication = await publications.FindAsync(seen.YotoAccountId, seen.YotoCardId!, cancellationToken);
        if (seen.Kind == ObservationKinds.CardInserted)
            await LeaveAsync(seen.PlayerId, publication?.CardId, cancellationToken);
        if (publication is null)
            return;   // Not a card of ours, or one whose publication we have not heard of yet.

        var known = await playthroughs.FindAsync(seen.PlayerId, publication.CardId, cancellationToken);
        if (publication.Revision is not { } published)
        {
            known?.Leave(time.GetUtcNow());   // Published without its story: what is heard goes on, but nothing is asked of the player any more.
            return;
        }

        var revision = seen.Kind == ObservationKinds.CardInserted || known is null ? published : known.Revision;
        if (await stories.FindAsync(publication.CardId, revision, cancellationToken) is not { } story)
        {
            known?.Leave(time.GetUtcNow());
            return;
        }

        var playthrough = known ?? new Playthrough(new TenantId(seen.TenantId), seen.YotoAccountId, seen.PlayerId, publication.CardId);
        playthrough.Observe(seen, story, policy, time.GetUtcNow());
        if (known is null && playthrough.Steps > 0)
            playthroughs.Add(playthrough);
        playthroughs.Record(playthrough);
    }

    private async Task LeaveAsync(string playerId, string? exceptCardId, CancellationToken cancellationToken)
    {
        foreach (var playthrough in await playthroughs.FindPresentAsync(playerId, cancellationToken))
        {
            if (playthrough.CardId != exceptCardId)
                playthrough.Leave(time.GetUtcNow());
        }
    }
}
