using Microsoft.EntityFrameworkCore;
using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>
/// Signs that somebody plays or watches. Where sessions open on demand they open one; elsewhere nothing is to be done. Audio is asked for
/// without saying on which account, so all of the family's are listened to.
/// </summary>
internal sealed class OpenOnDemandHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, SessionDemand demand, BridgeSessions sessions)
    : IEventHandler<AudioRequested>, IEventHandler<StoryAdvanced>, IEventHandler<PlayersWatched>
{
    public Task HandleAsync(AudioRequested requested, CancellationToken cancellationToken) => OpenAsync(database.Accounts, cancellationToken);

    public Task HandleAsync(StoryAdvanced advanced, CancellationToken cancellationToken) => OpenAsync(Only(advanced.YotoAccountId), cancellationToken);

    public Task HandleAsync(PlayersWatched watched, CancellationToken cancellationToken) => OpenAsync(Only(watched.YotoAccountId), cancellationToken);

    private IQueryable<BridgeAccount> Only(Guid yotoAccountId) => database.Accounts.Where(account => account.YotoAccountId == yotoAccountId);

    private async Task OpenAsync(IQueryable<BridgeAccount> accounts, CancellationToken cancellationToken)
    {
        if (!await demand.WantAsync(accounts, cancellationToken)) return;
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
