using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <param name="TenantId">Whose card.</param>
/// <param name="Id">The id that the client chose, null to generate one.</param>
/// <param name="Title">As typed.</param>
/// <param name="Description">As typed.</param>
/// <param name="IdempotencyKey">The header.</param>
public sealed record CreateCard(TenantId TenantId, string? Id, string? Title, string? Description, string? IdempotencyKey);

public sealed class CreateCardHandler(ICards cards, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task<Result<Card>> HandleAsync(CreateCard command, CancellationToken cancellationToken)
    {
        var id = command.Id is null ? CardId.New() : CardId.Parse(command.Id);
        if (id.IsFailure) return id.Error;
        var title = Title.Parse(command.Title);
        if (title.IsFailure) return title.Error;
        var description = CardDescription.Parse(command.Description);
        if (description.IsFailure) return description.Error;
        var key = IdempotencyKey.Parse(command.IdempotencyKey, command.Id, title.Value.Value, description.Value);
        if (key.IsFailure) return key.Error;

        if (key.Value is not null && await cards.FindByCreationKeyAsync(key.Value.Key, cancellationToken) is { } earlier)
            return earlier.CreationFingerprint == key.Value.Fingerprint ? earlier : IdempotencyKey.Reused;
        if (await cards.FindAsync(id.Value, cancellationToken) is not null)
            return Exists(id.Value);

        var card = Card.Create(command.TenantId, id.Value, title.Value, description.Value, key.Value, time.GetUtcNow());
        cards.Add(card);
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
            return card;
        }
        catch (StaleStateException)
        {
            return Exists(id.Value);        // Somebody created it in the same moment.
        }
    }

    private static Error Exists(CardId id) =>
        Error.Conflict("card.exists", $"There is a card '{id}' already. Choose another id, or change that card.");
}

internal static class CardDescription
{
    public static Result<string?> Parse(string? text)
    {
        var trimmed = text?.Trim();
        if (trimmed?.Length > Card.MaxDescriptionLength)
            return Error.Invalid("card.description", $"A description has at most {Card.MaxDescriptionLength} characters.");
        return Result<string?>.Of(trimmed is "" ? null : trimmed);
    }
}
