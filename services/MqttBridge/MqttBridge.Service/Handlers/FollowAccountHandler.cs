using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Messaging;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>A linked account gets sessions.</summary>
internal sealed class FollowAccountHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions) : IEventHandler<YotoAccountLinked>
{
    public async Task HandleAsync(YotoAccountLinked linked, CancellationToken cancellationToken)
    {
        if (await database.Accounts.AnyAsync(account => account.YotoAccountId == linked.YotoAccountId, cancellationToken)) return;

        database.Add(new BridgeAccount(new TenantId(linked.TenantId), linked.YotoAccountId, Partitions.Of(linked), linked.OccurredAt));
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
