using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Stories.Publishing;

/// <summary>Keeps in mind which story lies on which card of which Yoto account.</summary>
public sealed class FollowPublicationsHandler(IPublications publications, IUnitOfWork unitOfWork) : IEventHandler<CardPublished>
{
    public async Task HandleAsync(CardPublished integrationEvent, CancellationToken cancellationToken)
    {
        var publication = await publications.FindAsync(integrationEvent.YotoAccountId, integrationEvent.YotoCardId, cancellationToken);
        if (publication is null)
        {
            publication = new Publication(new TenantId(integrationEvent.TenantId), integrationEvent.YotoAccountId, integrationEvent.YotoCardId);
            publications.Add(publication);
        }

        if (publication.Hear(integrationEvent.CardId, integrationEvent.StoryRevision, integrationEvent.Layout, integrationEvent.OccurredAt))
            await unitOfWork.SaveAsync(cancellationToken);
    }
}
