using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace YotoSmartStream.ModuleHosting;

/// <summary>
/// Work in rounds, registered by <c>AddBackgroundWork</c>. What is due is in the database, so a restart forgets none of it. A round
/// that fails, because the database is away, is told to the operator, and the next one looks again.
/// </summary>
public abstract partial class PeriodicWork(TimeSpan interval, TimeProvider time, ILogger logger) : BackgroundService
{
    protected TimeProvider Time { get; } = time;

    /// <summary>Whether there is a round at the start, or only after the first interval.</summary>
    protected virtual bool BeginsAtOnce => true;

    protected abstract Task RunRoundAsync(CancellationToken cancellationToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Time);
        if (BeginsAtOnce) await TryRoundAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await TryRoundAsync(stoppingToken);
    }

    private async Task TryRoundAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunRoundAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            RoundFailed(logger, GetType().Name, exception);
        }
    }

    [LoggerMessage(1501, LogLevel.Error, "A round of {Work} failed; the next one looks again.")]
    private static partial void RoundFailed(ILogger logger, string work, Exception exception);
}
