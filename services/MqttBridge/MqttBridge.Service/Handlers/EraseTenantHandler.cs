using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Identities;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>Nothing of an erased tenant stays. The tenant filter names the rows.</summary>
internal sealed class EraseTenantHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<TenantErased>
{
    public async Task HandleAsync(TenantErased erased, CancellationToken cancellationToken)
    {
        database.RemoveRange(await database.Accounts.ToListAsync(cancellationToken));
        database.RemoveRange(await database.Shards.ToListAsync(cancellationToken));
        database.RemoveRange(await database.Players.ToListAsync(cancellationToken));
        database.RemoveRange(await database.Cards.ToListAsync(cancellationToken));
        database.RemoveRange(await database.Commands.ToListAsync(cancellationToken));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
