using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;

namespace YotoSmartStream.Cards.Service.Persistence;

internal sealed class CardRepository(CardDbContext database) : ICards
{
    public Task<Card?> FindAsync(CardId id, CancellationToken cancellationToken) =>
        database.Cards.SingleOrDefaultAsync(card => card.Id == id, cancellationToken);

    public Task<Card?> FindByCreationKeyAsync(string key, CancellationToken cancellationToken) =>
        database.Cards.SingleOrDefaultAsync(card => card.CreationKey == key, cancellationToken);

    public async Task<IReadOnlyList<Card>> ListPlayingAsync(Guid audioFileId, CancellationToken cancellationToken)
    {
        var ids = database.Tracks.Where(track => track.AudioFileId == audioFileId).Select(track => EF.Property<CardId>(track, "CardId"));
        return await database.Cards.Where(card => ids.Contains(card.Id)).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Card>> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        var cards = database.Cards.AsNoTracking();
        if (after is not null) cards = cards.Where(card => string.Compare((string)(object)card.Id, after) > 0);
        return await cards.OrderBy(card => card.Id).Take(limit).ToListAsync(cancellationToken);
    }

    public void Add(Card card) => database.Add(card);

    public async Task RemoveAsync(Card card, CancellationToken cancellationToken)
    {
        database.RemoveRange(await database.AccountCards.Where(known => known.CardId == card.Id).ToListAsync(cancellationToken));
        database.RemoveRange(await database.Publications.Where(publication => publication.CardId == card.Id).ToListAsync(cancellationToken));
        database.Remove(card);
    }
}

internal sealed class PublicationRepository(CardDbContext database) : IPublications
{
    public Task<Publication?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.Publications.SingleOrDefaultAsync(publication => publication.Id == id, cancellationToken);

    public Task<Publication?> FindByCreationKeyAsync(string key, CancellationToken cancellationToken) =>
        database.Publications.SingleOrDefaultAsync(publication => publication.CreationKey == key, cancellationToken);

    /// <summary>Also one that was added a moment ago and is not saved yet.</summary>
    public async Task<AccountCard?> FindAccountCardAsync(CardId cardId, Guid yotoAccountId, CancellationToken cancellationToken) =>
        database.AccountCards.Local.SingleOrDefault(card => card.CardId == cardId && card.YotoAccountId == yotoAccountId)
        ?? await database.AccountCards.SingleOrDefaultAsync(card => card.CardId == cardId && card.YotoAccountId == yotoAccountId, cancellationToken);

    public void Add(Publication publication) => database.Add(publication);

    public void Add(AccountCard accountCard) => database.Add(accountCard);
}

internal sealed class TenantEraser(CardDbContext database) : ITenantEraser
{
    /// <summary>The tenant filter of the scope already narrows each of these to the tenant; it is named again because this deletes.</summary>
    public async Task EraseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        await database.Publications.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.AccountCards.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.Tracks.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
        await database.Cards.Where(row => row.TenantId == tenant).ExecuteDeleteAsync(cancellationToken);
    }
}
