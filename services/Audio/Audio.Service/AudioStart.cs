using YotoSmartStream.AudioFiles.Service.Storage;

namespace YotoSmartStream.AudioFiles.Service;

/// <summary>
/// What must be right before the first request: a missing stream key stops the process with a sentence. A store that does not answer
/// yet does not: it may start later than we do, and <c>/health/ready</c> tells until then.
/// </summary>
internal sealed class AudioStart(StreamKeyRing keys, WorkFolder workFolder, IAudioObjects objects, ILogger<AudioStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        logger.StreamKeyInUse(keys.SigningKeyId.ToString("x8", null));
        workFolder.RemoveWhatOthersLeft();
        try
        {
            await objects.CheckAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.ObjectsUnavailable(exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
