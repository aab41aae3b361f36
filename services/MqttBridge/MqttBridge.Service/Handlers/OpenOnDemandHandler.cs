using YotoSmartStream.Bridge.Accounts;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.Bridge.Service.Sessions;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Bridge.Service.Handlers;

/// <summary>Signs that somebody plays or watches. Where sessions open on demand they open one; elsewhere nothing is to be done.</summary>
internal sealed class OpenOnDemandHandler(MqttBridgeDbContext database, IUnitOfWork unitOfWork, SessionDemand demand, BridgeSessions sessions)
    : IEventHandler<AudioRequested>, IEventHandler<StoryAdvanced>, IEventHandler<PlayersWatched>
{
    public Task HandleAsync(AudioRequested requested, CancellationToken cancellationToken) => OpenAsync(ThatMayAsk(requested), cancellationToken);

    public Task HandleAsync(StoryAdvanced advanced, CancellationToken cancellationToken) => OpenAsync(Only(advanced.YotoAccountId), cancellationToken);

    public Task HandleAsync(PlayersWatched watched, CancellationToken cancellationToken) => OpenAsync(Only(watched.YotoAccountId), cancellationToken);

    /// <summary>The account of the player that the URL was made for, or those that the card was written to; all of the family if neither is known.</summary>
    private IQueryable<BridgeAccount> ThatMayAsk(AudioRequested requested) => requested switch
    {
        { PlayerId: { } playerId } => database.Accounts.Where(account =>
            database.Players.Any(player => player.YotoAccountId == account.YotoAccountId && player.PlayerId == playerId)),
        { CardId: { } cardId } => database.Accounts.Where(account =>
            database.Cards.Any(card => card.YotoAccountId == account.YotoAccountId && card.CardId == cardId) || !database.Cards.Any(card => card.CardId == cardId)),
        _ => database.Accounts,
    };

    private IQueryable<BridgeAccount> Only(Guid yotoAccountId) => database.Accounts.Where(account => account.YotoAccountId == yotoAccountId);

    private async Task OpenAsync(IQueryable<BridgeAccount> accounts, CancellationToken cancellationToken)
    {
        if (!await demand.WantAsync(accounts, cancellationToken)) return;
        await unitOfWork.SaveAsync(cancellationToken);
        sessions.Wake();
    }
}
