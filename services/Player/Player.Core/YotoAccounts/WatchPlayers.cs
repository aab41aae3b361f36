using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Players.YotoAccounts;

/// <summary>Somebody of the family looks at its players: whoever listens to them only on demand shall begin.</summary>
public sealed class WatchPlayersHandler(IYotoAccounts accounts, IUnitOfWork unitOfWork)
{
    /// <returns>Whether the family has an account to look at.</returns>
    public async Task<bool> HandleAsync(CancellationToken cancellationToken)
    {
        var watched = await accounts.ListToChangeAsync(cancellationToken);
        foreach (var account in watched) account.Watch();
        await unitOfWork.SaveAsync(cancellationToken);
        return watched.Count > 0;
    }
}
