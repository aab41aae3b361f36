using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

public sealed record ChangeCard(string CardId, string? Title, string? Description, int? ExpectedVersion);

public sealed class ChangeCardHandler(CardEditing editing, TimeProvider time)
{
    public async Task<Result<Card>> HandleAsync(ChangeCard command, CancellationToken cancellationToken)
    {
        var title = Title.Parse(command.Title);
        if (title.IsFailure) return title.Error;
        var description = CardDescription.Parse(command.Description);
        if (description.IsFailure) return description.Error;

        var edited = await editing.EditAsync<Title>(
            command.CardId,
            command.ExpectedVersion,
            card =>
            {
                card.Change(title.Value, description.Value, time.GetUtcNow());
                return title.Value;
            },
            cancellationToken);
        return edited.IsSuccess ? edited.Value.Card : edited.Error;
    }
}
