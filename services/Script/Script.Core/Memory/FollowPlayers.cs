using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Stories.Memory;

/// <summary>Knows the family's players, so that a listener can be named for these and for no other.</summary>
public sealed class FollowPlayersHandler(IListeners listeners, IUnitOfWork unitOfWork) : IEventHandler<PlayerDiscovered>, IEventHandler<PlayerRemoved>
{
    public async Task HandleAsync(PlayerDiscovered discovered, CancellationToken cancellationToken)
    {
        if (await listeners.FindAsync(discovered.PlayerId, cancellationToken) is not null) return;

        listeners.Add(new Listener(new TenantId(discovered.TenantId), discovered.PlayerId));
        await unitOfWork.SaveAsync(cancellationToken);
    }

    public async Task HandleAsync(PlayerRemoved removed, CancellationToken cancellationToken)
    {
        if (await listeners.FindAsync(removed.PlayerId, cancellationToken) is not { } listener) return;

        listeners.Remove(listener);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
