using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;

namespace YotoSmartStream.Players;

/// <summary>Keeps the device shadow of the observed player.</summary>
public sealed class FollowObservations(IPlayers players, IUnitOfWork unitOfWork) : IEventHandler<PlayerObserved>
{
    public async Task HandleAsync(PlayerObserved seen, CancellationToken cancellationToken)
    {
        if (await players.FindAsync(seen.PlayerId, cancellationToken) is not { } player) return;
        player.Observe(seen);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}

public sealed class FollowPresence(IPlayers players, IUnitOfWork unitOfWork) : IEventHandler<PlayerPresenceChanged>
{
    public async Task HandleAsync(PlayerPresenceChanged presence, CancellationToken cancellationToken)
    {
        if (await players.FindAsync(presence.PlayerId, cancellationToken) is not { } player) return;
        player.SeePresence(presence);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
