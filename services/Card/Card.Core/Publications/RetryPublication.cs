using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards.Publications;

public sealed record RetryPublication(Guid PublicationId);

/// <summary>Asks once more for the work of a publication that waited long enough.</summary>
public sealed class RetryPublicationHandler(IPublications publications, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task HandleAsync(RetryPublication command, CancellationToken cancellationToken)
    {
        if (await publications.FindAsync(command.PublicationId, cancellationToken) is not { } publication) return;
        publication.TryAgain(time.GetUtcNow());
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
