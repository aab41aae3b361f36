using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

/// <summary>
/// Claims a file, converts it without holding a scope, and writes down what came of it. Meanwhile it says that it is alive and how far it
/// has come; when its claim is void, because the file was cancelled, deleted or taken over, it stops.
/// </summary>
internal sealed class ConversionRunner(
    ModuleScopes scopes, AudioConversion conversion, AudioLimits limits, ILiveFeed liveFeed, TimeProvider time, ILogger<ConversionRunner> logger) : IConversionRunner
{
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    public async Task RunAsync(TenantId tenant, Guid audioFileId, CancellationToken cancellationToken)
    {
        var job = await scopes.RunAsync(
            tenant, (services, token) => services.GetRequiredService<StartConversionHandler>().HandleAsync(new(audioFileId), token), cancellationToken);
        if (job is null) return;

        try
        {
            var outcome = await ConvertAsync(job, cancellationToken);
            if (outcome is { IsFailure: true, Error: { Kind: ErrorKind.Unavailable } error }) await WaitForHelpAsync(job, error, cancellationToken);
            else if (outcome is { } ended) await FinishAsync(job, ended, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var stop = new CancellationTokenSource(TimeToStop, time);
            await PostponeAsync(job, TimeSpan.Zero, stop.Token);   // Whoever starts next goes on at once.
            throw;
        }
        catch (Exception exception)
        {
            logger.ConversionInterrupted(job.AudioFileId, exception);
            await PostponeAsync(job, TryAgainAfter, cancellationToken);
        }
    }

    /// <returns>Null when the claim became void.</returns>
    private async Task<Result<ConvertedAudio>?> ConvertAsync(ConversionJob job, CancellationToken cancellationToken)
    {
        var percent = 0;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var isVoid = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signsOfLife = GiveSignsOfLifeAsync(job, () => Volatile.Read(ref percent), isVoid, ended.Token);
        try
        {
            return await conversion.RunAsync(job, reached => Volatile.Write(ref percent, reached), isVoid.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ConversionVoid(job.AudioFileId);
            return null;
        }
        finally
        {
            await ended.CancelAsync();
            await signsOfLife;
        }
    }

    private async Task GiveSignsOfLifeAsync(ConversionJob job, Func<int> percent, CancellationTokenSource isVoid, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new PeriodicTimer(SignOfLifeEvery, time);
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (await ReportAsync(job, percent(), cancellationToken)) liveFeed.Tell(job.TenantId, new AudioProgressed(job.AudioFileId, job.FileName.Value, percent()));
                else await isVoid.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The conversion has ended.
        }
        catch (Exception exception)
        {
            logger.QueueUnreadable(exception);   // The claim may run out now; then somebody converts it once more, to the same bytes.
        }
    }

    private Task<bool> ReportAsync(ConversionJob job, int percent, CancellationToken cancellationToken) => scopes.RunAsync(
        job.TenantId,
        (services, token) => services.GetRequiredService<IAudioFiles>().ReportProgressAsync(job.AudioFileId, job.Claim, percent, time.GetUtcNow() + limits.Lease, token),
        cancellationToken);

    /// <summary>Somebody may touch the row in the same moment, as an upload of the same bytes does: then decide on the new row.</summary>
    private async Task FinishAsync(ConversionJob job, Result<ConvertedAudio> outcome, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await scopes.RunAsync(
                    job.TenantId,
                    (services, token) => services.GetRequiredService<FinishConversionHandler>().HandleAsync(new(job, outcome), token),
                    cancellationToken);
                break;
            }
            catch (StaleStateException)
            {
                // Read again.
            }
        }

        if (outcome.IsSuccess) logger.Converted(job.AudioFileId, outcome.Value.Rendition.DurationMilliseconds);
        else logger.ConversionRefused(job.AudioFileId, outcome.Error.Code);
    }

    /// <summary>The encoder or the malware scanner is not there at the moment; the file can do nothing for it.</summary>
    private Task WaitForHelpAsync(ConversionJob job, Error error, CancellationToken cancellationToken)
    {
        logger.ConversionWaits(job.AudioFileId, error.Code);
        return PostponeAsync(job, TryAgainAfter, cancellationToken, isQuarantine: error.Code == "audio.scanner-unavailable");
    }

    private Task PostponeAsync(ConversionJob job, TimeSpan delay, CancellationToken cancellationToken, bool isQuarantine = false) => scopes.RunAsync(
        job.TenantId,
        (services, token) => services.GetRequiredService<PostponeConversionHandler>().HandleAsync(new(job.AudioFileId, delay, isQuarantine), token),
        cancellationToken);
}
