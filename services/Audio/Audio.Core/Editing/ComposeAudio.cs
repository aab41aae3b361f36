using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>Makes new audio files of what is there: one for each composition, or none at all.</summary>
public sealed record ComposeAudio(TenantId TenantId, IReadOnlyList<Composition> Compositions);

public sealed class ComposeAudioHandler(
    IAudioFiles files, StorageQuota quota, AudioLimits limits, IUnitOfWork unitOfWork, IConversionQueue queue, TimeProvider time)
{
    private const int MaxRaces = 50;

    public async Task<Result<IReadOnlyList<ReceivedAudio>>> HandleAsync(ComposeAudio command, CancellationToken cancellationToken)
    {
        if (command.Compositions.Any(composition => composition.Duration > limits.Duration)) return AudioInspection.TooLong(limits);
        for (var race = 1; ; race++)
        {
            var composed = await ComposeAsync(command, cancellationToken);
            var admitted = await quota.AdmitAsync(command.TenantId, composed.Where(file => file.IsNew).Sum(file => file.File.SourceSizeBytes), cancellationToken);
            if (admitted.IsFailure) return admitted.Error;
            try
            {
                await unitOfWork.SaveAsync(cancellationToken);
                queue.Wake();
                return Result<IReadOnlyList<ReceivedAudio>>.Of(composed);
            }
            catch (StaleStateException) when (race < MaxRaces)
            {
                files.Forget();   // Somebody asked for the same in this moment, or was admitted.
            }
        }
    }

    private async Task<List<ReceivedAudio>> ComposeAsync(ComposeAudio command, CancellationToken cancellationToken)
    {
        var composed = new List<ReceivedAudio>();
        foreach (var composition in command.Compositions)
        {
            var known = await files.FindBySourceAsync(composition.Fingerprint, cancellationToken);
            known?.ReceiveAgain(cardId: null);
            composed.Add(known is not null ? new(known, IsNew: false) : new(Add(command.TenantId, composition), IsNew: true));
        }

        return composed;
    }

    private AudioFile Add(TenantId tenant, Composition composition)
    {
        var file = AudioFile.Compose(Guid.CreateVersion7(), tenant, composition, time.GetUtcNow());
        files.Add(file);
        return file;
    }
}
