using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

public sealed record DeleteCard(string CardId);

public sealed class DeleteCardHandler(CardEditing editing, ICards cards, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(DeleteCard command, CancellationToken cancellationToken)
    {
        var card = await editing.FindAsync(command.CardId, cancellationToken);
        if (card.IsFailure) return card.Error;

        card.Value.Delete();
        await cards.RemoveAsync(card.Value, cancellationToken);
        await unitOfWork.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
