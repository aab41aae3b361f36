using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record RetryConversion(Guid AudioFileId);

public sealed class RetryConversionHandler(IAudioFiles files, IConversionQueue queue, IUnitOfWork unitOfWork)
{
    public async Task<Result<AudioFile>> HandleAsync(RetryConversion command, CancellationToken cancellationToken)
    {
        var file = await files.FindAsync(command.AudioFileId, cancellationToken);
        if (file is null) return Error.NotFound("audio", command.AudioFileId.ToString());
        var retried = file.Retry();
        if (retried.IsFailure) return retried.Error;
        await unitOfWork.SaveAsync(cancellationToken);
        queue.Wake();
        return file;
    }
}
