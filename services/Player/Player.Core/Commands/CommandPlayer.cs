using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.Commands;

/// <summary>Tells a player to pause, stop, resume or change its volume; play and skip first find out where to, then end here.</summary>
public sealed record CommandPlayer(string PlayerId, PlayerIntent Intent);

public sealed class CommandPlayerHandler(IPlayers players, IPlayerCommands commands, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <returns>The command's id; it is done when <c>PlayerCommandCompleted</c> says so.</returns>
    public async Task<Result<Guid>> HandleAsync(CommandPlayer command, CancellationToken cancellationToken)
    {
        var found = await FindOnlineAsync(command.PlayerId, cancellationToken);
        if (found.IsFailure) return found.Error;

        var requested = PlayerCommand.Request(found.Value, command.Intent, time.GetUtcNow());
        commands.Add(requested);
        await unitOfWork.SaveAsync(cancellationToken);
        return requested.Id;
    }

    /// <summary>Yoto queues nothing for a player that is off (yoto-cloud §3.10), so the refusal is immediate.</summary>
    public async Task<Result<Player>> FindOnlineAsync(string playerId, CancellationToken cancellationToken)
    {
        var player = await players.FindAsync(playerId, cancellationToken);
        if (player is null) return Error.NotFound("player", playerId);
        if (!player.Shadow.Online) return Error.Conflict("player.offline", $"'{player.Name}' is offline. Switch it on and try again.");
        return player;
    }
}
