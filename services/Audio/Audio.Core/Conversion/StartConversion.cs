using YotoSmartStream.AudioFiles.Editing;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record StartConversion(Guid AudioFileId);

public sealed class StartConversionHandler(IAudioFiles files, MontagePlanner planner, IUnitOfWork unitOfWork, AudioLimits limits, TimeProvider time)
{
    /// <returns>The job; null when somebody else has it or nothing is left to do.</returns>
    public async Task<ConversionJob?> HandleAsync(StartConversion command, CancellationToken cancellationToken)
    {
        var file = await files.FindAsync(command.AudioFileId, cancellationToken);
        if (file is null) return null;

        var claimed = file.Claim(time.GetUtcNow(), limits.Lease);
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return null;   // Another replica was faster.
        }

        return claimed ? new(file.TenantId, file.Id, file.FileName, file.Claims, file.Source, await planner.PlanAsync(file, cancellationToken)) : null;
    }
}
