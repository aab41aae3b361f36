using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Cards.Publications;

public sealed record RequestPublication(string CardId, Guid YotoAccountId, string? IdempotencyKey);

/// <summary>Takes the wish to publish; <see cref="PublishCard"/> does the work once it is durable.</summary>
public sealed class RequestPublicationHandler(
    CardEditing editing, IPublications publications, IYotoAccess access, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<Publication>> HandleAsync(RequestPublication command, CancellationToken cancellationToken)
    {
        var key = IdempotencyKey.Parse(command.IdempotencyKey, command.CardId, command.YotoAccountId.ToString());
        if (key.IsFailure) return key.Error;
        var card = await editing.FindAsync(command.CardId, cancellationToken);
        if (card.IsFailure) return card.Error;
        if (key.Value is not null && await publications.FindByCreationKeyAsync(key.Value.Key, cancellationToken) is { } earlier)
            return earlier.CreationFingerprint == key.Value.Fingerprint ? earlier : IdempotencyKey.Reused;

        // An account that is not linked is refused now; that Yoto is away is no reason to refuse, the work waits for it.
        var token = await access.GetAccessTokenAsync(new GetYotoAccessToken(card.Value.TenantId.Value, command.YotoAccountId), cancellationToken);
        if (token.Error is { Kind: not ErrorKind.Unavailable } refusal) return refusal;

        var publication = Publication.Request(card.Value, command.YotoAccountId, key.Value, time.GetUtcNow());
        publications.Add(publication);
        await unitOfWork.SaveAsync(cancellationToken);
        return publication;
    }
}
