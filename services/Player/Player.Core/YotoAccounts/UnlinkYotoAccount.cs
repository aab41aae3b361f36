using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

public sealed record UnlinkYotoAccount(Guid YotoAccountId);

public sealed class UnlinkYotoAccountHandler(IYotoAccounts accounts, IPlayers players, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(UnlinkYotoAccount command, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(command.YotoAccountId, cancellationToken);
        if (account is null) return Error.NotFound("yoto-account", command.YotoAccountId.ToString());

        foreach (var player in await players.ListOfAccountAsync(account.Id, cancellationToken))
        {
            player.Leave();
            players.Remove(player);
        }

        account.Unlink();
        accounts.Remove(account);
        await unitOfWork.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
