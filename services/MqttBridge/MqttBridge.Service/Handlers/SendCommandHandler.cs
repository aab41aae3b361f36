using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>Hands a command to its player's line, which sends it at once when it is free; without a line it is written down to wait.</summary>
internal sealed class SendCommandHandler(
    MqttBridgeDbContext database, IUnitOfWork unitOfWork, BridgeSessions sessions, SessionDemand demand, IServiceProvider scope) : IEventHandler<PlayerCommandRequested>
{
    public async Task HandleAsync(PlayerCommandRequested request, CancellationToken cancellationToken)
    {
        if (sessions.FindLine(request.YotoAccountId, request.PlayerId) is { } line)
        {
            await line.RequestAsync(PlayerCommand.From(request), scope, cancellationToken);
            return;
        }

        var command = BridgeCommand.Of(request);
        if (await database.Players.AnyAsync(row => row.YotoAccountId == request.YotoAccountId && row.PlayerId == request.PlayerId, cancellationToken))
        {
            database.Add(command);
            await demand.WantAsync(database.Accounts.Where(account => account.YotoAccountId == request.YotoAccountId), cancellationToken);
        }
        else
        {
            database.Attach(command);
            command.Refuse(CommandFailures.NotLinked);
        }

        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
        await CommandBell.RingAsync(database, cancellationToken);
    }
}
