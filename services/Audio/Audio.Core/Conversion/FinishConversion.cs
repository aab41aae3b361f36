using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <param name="Job">What was started.</param>
/// <param name="Outcome">The stored rendition or why there is none.</param>
public sealed record FinishConversion(ConversionJob Job, Result<Rendition> Outcome);

public sealed class FinishConversionHandler(IAudioFiles files, IAudioObjects objects, IUnitOfWork unitOfWork)
{
    public async Task HandleAsync(FinishConversion command, CancellationToken cancellationToken)
    {
        var (job, outcome) = command;
        var file = await files.FindAsync(job.AudioFileId, cancellationToken);
        if (file is { State: AudioState.Converting })
        {
            if (outcome.IsSuccess) file.Complete(outcome.Value);
            else file.Reject(outcome.Error);
            await unitOfWork.SaveAsync(cancellationToken);
        }

        // The row has decided; what it does not name any more goes. The original has served.
        if (file is null && outcome.IsSuccess)
            await objects.DeleteAsync(ObjectKey.ForRendition(job.TenantId, job.AudioFileId, outcome.Value.Sha256), cancellationToken);
        if (file is not { State: AudioState.Received or AudioState.Converting })
            await objects.DeleteAsync(ObjectKey.ForSource(job.TenantId, job.AudioFileId, job.Source.Sha256), cancellationToken);
    }
}
