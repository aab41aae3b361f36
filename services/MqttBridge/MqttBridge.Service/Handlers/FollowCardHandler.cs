using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>Remembers in which accounts a card can be played.</summary>
internal sealed class FollowCardHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork) : IEventHandler<CardPublished>, IEventHandler<CardDeleted>
{
    public async Task HandleAsync(CardPublished published, CancellationToken cancellationToken)
    {
        if (await database.Cards.AnyAsync(row => row.CardId == published.CardId && row.YotoAccountId == published.YotoAccountId, cancellationToken)) return;

        database.Add(new AccountCard(new TenantId(published.TenantId), published.CardId, published.YotoAccountId));
        await unitOfWork.SaveAsync(cancellationToken);
    }

    public async Task HandleAsync(CardDeleted deleted, CancellationToken cancellationToken)
    {
        database.RemoveRange(await database.Cards.Where(row => row.CardId == deleted.CardId).ToListAsync(cancellationToken));
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
