using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>The conversion could not go on, and not because of the file: the service stops, or the store does not answer.</summary>
/// <param name="AudioFileId">The file.</param>
/// <param name="For">How long.</param>
/// <param name="IsQuarantine">It waits for the malware scanner.</param>
public sealed record PostponeConversion(Guid AudioFileId, TimeSpan For, bool IsQuarantine = false);

public sealed class PostponeConversionHandler(IAudioFiles files, IUnitOfWork unitOfWork, TimeProvider time)
{
    public async Task HandleAsync(PostponeConversion command, CancellationToken cancellationToken)
    {
        if (await files.FindAsync(command.AudioFileId, cancellationToken) is not { } file) return;
        file.Postpone(time.GetUtcNow() + command.For, command.IsQuarantine);
        await unitOfWork.SaveAsync(cancellationToken);
    }
}
