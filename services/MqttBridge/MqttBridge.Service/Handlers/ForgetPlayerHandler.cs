using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>A player that left the account is not listened to any more.</summary>
internal sealed class ForgetPlayerHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<PlayerRemoved>
{
    public async Task HandleAsync(PlayerRemoved removed, CancellationToken cancellationToken)
    {
        database.RemoveRange(await database.Players
            .Where(row => row.YotoAccountId == removed.YotoAccountId && row.PlayerId == removed.PlayerId)
            .ToListAsync(cancellationToken));
        database.RemoveRange(await database.Commands
            .Where(row => row.YotoAccountId == removed.YotoAccountId && row.PlayerId == removed.PlayerId)
            .ToListAsync(cancellationToken));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
