using Microsoft.Extensions.Options;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

/// <summary>Takes files from the queue, a few at once. What a crash interrupted is in the queue again when its claim has run out.</summary>
internal sealed class ConversionWorker(
    ConversionQueue queue, IConversionRunner runner, IOptions<AudioOptions> options, ILogger<ConversionWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.ConversionLanes).Select(_ => ConvertAsync(stoppingToken)));

    private async Task ConvertAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await queue.NextAsync(cancellationToken) is { } next) await runner.RunAsync(next.TenantId, next.AudioFileId, cancellationToken);
                else await queue.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.QueueUnreadable(exception);
                await queue.WaitAsync(cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }
}
