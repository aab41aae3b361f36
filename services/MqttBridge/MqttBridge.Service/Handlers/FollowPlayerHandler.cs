using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>A discovered player is listened to.</summary>
internal sealed class FollowPlayerHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<PlayerDiscovered>
{
    public async Task HandleAsync(PlayerDiscovered found, CancellationToken cancellationToken)
    {
        if (await database.Players.AnyAsync(row => row.YotoAccountId == found.YotoAccountId && row.PlayerId == found.PlayerId, cancellationToken)) return;

        database.Add(new BridgePlayer(new TenantId(found.TenantId), found.YotoAccountId, found.PlayerId));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
