using YotoSmartStream.Bridge.Players;
using YotoSmartStream.Bridge.Service.Persistence;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>Keeps what lines decide: one transaction with the player's row, its commands and everything that is announced.</summary>
internal sealed class LineKeeper(TurnWriter writer, TimeProvider time, ILogger<LineKeeper> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Returns when the turn is safe. While the database does not answer it goes on trying: the broker keeps what we have not acknowledged.
    /// A write that has begun is waited for even when nobody needs it any more: a successor must not start from what it is about to change.
    /// </summary>
    /// <exception cref="StaleStateException">The player is not ours any more.</exception>
    public async Task SaveAsync(LineIdentity line, PlayerState before, PlayerTurn turn, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await writer.WriteAsync(line, before, turn);
                return;
            }
            catch (Exception exception) when (exception is not StaleStateException)
            {
                logger.CannotSave(line.PlayerId, exception);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Once, with the services of somebody's scope: a handler's inbox row belongs into the same transaction.</summary>
    public async Task SaveOnceAsync(IServiceProvider services, LineIdentity line, PlayerState before, PlayerTurn turn, CancellationToken cancellationToken)
    {
        services.GetRequiredService<BridgeStore>().Stage(line, before, turn, time.GetUtcNow());
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
    }
}
