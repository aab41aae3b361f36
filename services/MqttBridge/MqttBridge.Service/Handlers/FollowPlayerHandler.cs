using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>A discovered player is listened to, in the first connection of its account that has room.</summary>
internal sealed class FollowPlayerHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<PlayerDiscovered>
{
    public async Task HandleAsync(PlayerDiscovered found, CancellationToken cancellationToken)
    {
        if (await database.Players.AnyAsync(row => row.YotoAccountId == found.YotoAccountId && row.PlayerId == found.PlayerId, cancellationToken)) return;

        var tenant = new TenantId(found.TenantId);
        var shards = await database.Players.Where(row => row.YotoAccountId == found.YotoAccountId).Select(row => row.Shard).ToListAsync(cancellationToken);
        var number = AccountShard.NumberForNext(shards);
        if (!await database.Shards.AnyAsync(row => row.YotoAccountId == found.YotoAccountId && row.Number == number, cancellationToken))
            database.Add(AccountShard.Open(tenant, found.YotoAccountId, number));
        database.Add(new BridgePlayer(tenant, found.YotoAccountId, found.PlayerId, number));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
