using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Stories.Cards;

namespace YotoSmartStream.Stories.Service.Persistence;

internal sealed class KnownCardRepository(ScriptDbContext database) : IKnownCards
{
    public Task<KnownCard?> FindAsync(string cardId, CancellationToken cancellationToken) =>
        database.Cards.SingleOrDefaultAsync(card => card.CardId == cardId, cancellationToken);

    public void Add(KnownCard card) => database.Add(card);
}
