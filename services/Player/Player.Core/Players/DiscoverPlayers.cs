using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players;

/// <summary>A player as Yoto's cloud lists it.</summary>
public sealed record ListedPlayer(string Id, string Name, string DeviceType, bool Online);

/// <summary>The players that an account has at Yoto.</summary>
public interface IYotoPlayerList
{
    Task<Result<IReadOnlyList<ListedPlayer>>> ListAsync(YotoAccessToken token, CancellationToken cancellationToken);
}

public sealed record DiscoverPlayers(TenantId TenantId, Guid YotoAccountId);

/// <summary>Compares the account's players at Yoto with ours: new ones are added, renamed ones renamed, vanished ones removed.</summary>
public sealed class DiscoverPlayersHandler(IYotoAccess access, IYotoPlayerList yoto, IPlayers players, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(DiscoverPlayers command, CancellationToken cancellationToken)
    {
        var token = await access.GetAccessTokenAsync(new GetYotoAccessToken(command.TenantId.Value, command.YotoAccountId), cancellationToken);
        if (token.IsFailure) return token.Error;
        var listed = await yoto.ListAsync(token.Value, cancellationToken);
        if (listed.IsFailure) return listed.Error;

        var known = (await players.ListAsync(cancellationToken)).ToDictionary(player => player.Id);
        foreach (var found in listed.Value.DistinctBy(player => player.Id))
        {
            if (!known.Remove(found.Id, out var player)) players.Add(Player.Discover(command.TenantId, command.YotoAccountId, found));
            // Two parents may each link their own account of one family: the player stays with the account that had it first.
            else if (player.YotoAccountId == command.YotoAccountId) player.Rename(found);
        }

        foreach (var vanished in known.Values.Where(player => player.YotoAccountId == command.YotoAccountId))
        {
            vanished.Leave();
            players.Remove(vanished);
        }

        await unitOfWork.SaveAsync(cancellationToken);
        return Result.Success;
    }
}

/// <summary>A newly linked account shows its players at once. Yoto being away is a reason to try again, not to give up.</summary>
public sealed class DiscoverPlayersOfLinkedAccount(DiscoverPlayersHandler discover) : IEventHandler<YotoAccountLinked>
{
    public async Task HandleAsync(YotoAccountLinked linked, CancellationToken cancellationToken)
    {
        var discovered = await discover.HandleAsync(new DiscoverPlayers(new TenantId(linked.TenantId), linked.YotoAccountId), cancellationToken);
        if (discovered.Error is { Kind: ErrorKind.Unavailable } error) throw new DiscoveryDelayedException(error.Message);
    }
}

public sealed class DiscoveryDelayedException(string message) : Exception(message);
