using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Stories.Memory;
using YotoSmartStream.Stories.Publishing;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>What the bridge sees of a player moves the story of the card that is in it. Called in order per player.</summary>
public sealed class AdvancePlaythroughHandler(
    IPublications publications,
    IPlaythroughs playthroughs,
    IPublishedStories stories,
    IListeners listeners,
    SharedMemoryFinder memories,
    SteeringPolicy policy,
    IUnitOfWork unitOfWork,
    TimeProvider time) : IEventHandler<PlayerObserved>
{
    public async Task HandleAsync(PlayerObserved integrationEvent, CancellationToken cancellationToken)
    {
        switch (integrationEvent.Kind)
        {
            case ObservationKinds.CardRemoved:
                await LeaveAsync(integrationEvent.PlayerId, except: null, cancellationToken);
                break;
            case ObservationKinds.CardInserted or ObservationKinds.TrackEntered or ObservationKinds.Resumed or ObservationKinds.Stopped when integrationEvent.YotoCardId is not null:
                await AdvanceAsync(integrationEvent, cancellationToken);
                break;
        }

        await unitOfWork.SaveAsync(cancellationToken);
    }

    private async Task AdvanceAsync(PlayerObserved seen, CancellationToken cancellationToken)
    {
        var publication = await publications.FindAsync(seen.YotoAccountId, seen.YotoCardId!, cancellationToken);
        var (known, child) = publication is null ? (null, "") : await FindAsync(seen, publication.CardId, cancellationToken);
        if (seen.Kind == ObservationKinds.CardInserted)
            await LeaveAsync(seen.PlayerId, except: known, cancellationToken);
        if (publication is null)
            return;   // Not a card of ours, or one whose publication we have not heard of yet.
        if (publication is not { Revision: { } published, Layout: { } layout })
        {
            known?.Leave(time.GetUtcNow());   // Published without its story: what is heard goes on, but nothing is asked of the player any more.
            return;
        }

        var isTakenUp = seen.Kind == ObservationKinds.CardInserted || known is null;
        if (await stories.FindAsync(publication.CardId, isTakenUp ? published : known!.Revision, isTakenUp ? layout : known!.Layout, cancellationToken) is not { } story)
        {
            known?.Leave(time.GetUtcNow());
            return;
        }

        if (seen.Kind == ObservationKinds.Stopped && story.Layout.IsSteered)
            return;   // The story itself says when a steered player rests.
        var playthrough = known ?? new Playthrough(new TenantId(seen.TenantId), seen.YotoAccountId, seen.PlayerId, publication.CardId, child);
        playthrough.Share(await memories.FindAsync(playthrough.TenantId, playthrough.PlayerId, playthrough.Child, story.Graph, cancellationToken));
        playthrough.Observe(seen, story, policy, time.GetUtcNow());
        if (known is null && playthrough.Steps > 0)
            playthroughs.Add(playthrough);
        playthroughs.Record(playthrough);
    }

    /// <summary>Who listens is settled when the card goes in; until it comes out, that child's story goes on.</summary>
    private async Task<(Playthrough? Known, string Child)> FindAsync(PlayerObserved seen, string cardId, CancellationToken cancellationToken)
    {
        if (seen.Kind != ObservationKinds.CardInserted)
        {
            var present = await playthroughs.FindPresentAsync(seen.PlayerId, cancellationToken);
            if (present.FirstOrDefault(candidate => candidate.CardId == cardId) is { } current)
                return (current, current.Child);
        }

        var child = (await listeners.FindAsync(seen.PlayerId, cancellationToken))?.Child ?? "";
        return (await playthroughs.FindAsync(seen.PlayerId, cardId, child, cancellationToken), child);
    }

    private async Task LeaveAsync(string playerId, Playthrough? except, CancellationToken cancellationToken)
    {
        foreach (var playthrough in await playthroughs.FindPresentAsync(playerId, cancellationToken))
        {
            if (playthrough != except)
                playthrough.Leave(time.GetUtcNow());
        }
    }
}
