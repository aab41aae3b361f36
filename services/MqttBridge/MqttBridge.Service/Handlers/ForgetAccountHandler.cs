using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>An unlinked account loses its session and everything that was known of its players.</summary>
internal sealed class ForgetAccountHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<YotoAccountUnlinked>
{
    public async Task HandleAsync(YotoAccountUnlinked unlinked, CancellationToken cancellationToken)
    {
        var account = await database.Accounts.SingleOrDefaultAsync(row => row.YotoAccountId == unlinked.YotoAccountId, cancellationToken);
        if (account?.LinkedAt > unlinked.OccurredAt) return;   // It was linked again meanwhile.

        if (account is not null) database.Remove(account);
        database.RemoveRange(await database.Shards.Where(row => row.YotoAccountId == unlinked.YotoAccountId).ToListAsync(cancellationToken));
        database.RemoveRange(await database.Players.Where(row => row.YotoAccountId == unlinked.YotoAccountId).ToListAsync(cancellationToken));
        database.RemoveRange(await database.Cards.Where(row => row.YotoAccountId == unlinked.YotoAccountId).ToListAsync(cancellationToken));
        database.RemoveRange(await database.Commands.Where(row => row.YotoAccountId == unlinked.YotoAccountId).ToListAsync(cancellationToken));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
