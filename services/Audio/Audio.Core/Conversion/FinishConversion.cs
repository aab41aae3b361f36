using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <param name="Job">What was started.</param>
/// <param name="Outcome">The stored rendition or why there is none.</param>
public sealed record FinishConversion(ConversionJob Job, Result<ConvertedAudio> Outcome);

public sealed class FinishConversionHandler(IAudioFiles files, IAudioInsights insights, IAudioObjects objects, AudioPolicy policy, IUnitOfWork unitOfWork)
{
    public async Task HandleAsync(FinishConversion command, CancellationToken cancellationToken)
    {
        var (job, outcome) = command;
        var file = await files.FindAsync(job.AudioFileId, cancellationToken);
        if (file is { State: AudioState.Converting })
        {
            if (outcome.IsSuccess) await CompleteAsync(file, outcome.Value, cancellationToken);
            else file.Reject(outcome.Error);
            await unitOfWork.SaveAsync(cancellationToken);
        }

        // The row has decided; what it does not name any more goes.
        if (outcome.IsSuccess && file?.RenditionSha256 != outcome.Value.Rendition.Sha256)
            await objects.DeleteAsync(ObjectKey.ForRendition(job.TenantId, job.AudioFileId, outcome.Value.Rendition.Sha256), cancellationToken);
        if (outcome is { IsSuccess: true, Value.Cover: { } cover } && file?.CoverSha256 != cover.Sha256)
            await objects.DeleteAsync(ObjectKey.ForCover(job.TenantId, job.AudioFileId, cover.Sha256), cancellationToken);
        if (file is not { HasOriginal: true })
            await objects.DeleteAsync(ObjectKey.ForSource(job.TenantId, job.AudioFileId, job.Source.Sha256), cancellationToken);
    }

    private async Task CompleteAsync(AudioFile file, ConvertedAudio converted, CancellationToken cancellationToken)
    {
        file.Complete(converted.Rendition, policy.KeepOriginals, converted.Cover);
        await insights.PutAsync(converted.Insight, cancellationToken);
    }
}
