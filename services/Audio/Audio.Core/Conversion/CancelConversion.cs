using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record CancelConversion(Guid AudioFileId);

/// <summary>Whoever converts the file right now, on whichever replica, notices with its next sign of life and stops.</summary>
public sealed class CancelConversionHandler(IAudioFiles files, IUnitOfWork unitOfWork)
{
    private const int MaxRaces = 10;

    public async Task<Result<AudioFile>> HandleAsync(CancelConversion command, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            var file = await files.FindAsync(command.AudioFileId, cancellationToken);
            if (file is null) return Error.NotFound("audio", command.AudioFileId.ToString());
            var cancelled = file.Cancel();
            if (cancelled.IsFailure) return cancelled.Error;
            try
            {
                await unitOfWork.SaveAsync(cancellationToken);
                return file;
            }
            catch (StaleStateException) when (race < MaxRaces)
            {
                files.Forget();   // It was claimed in this moment, or it has just become ready: look again.
            }
        }
    }
}
