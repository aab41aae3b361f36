using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Bytes that have arrived completely in the work folder.</summary>
/// <param name="Path">A local file with a generated name.</param>
/// <param name="Sha256">Lower-case hexadecimal, computed while they arrived.</param>
public sealed record StagedUpload(string Path, string Sha256);

public sealed record ReceiveAudio(TenantId TenantId, StagedUpload Upload, AudioFileName FileName, string? CardId);

/// <param name="File">The new or the existing file.</param>
/// <param name="IsNew">False: the tenant already had these bytes.</param>
public sealed record ReceivedAudio(AudioFile File, bool IsNew);

public sealed class ReceiveAudioHandler(
    IAudioFiles files, IAudioObjects objects, AudioInspection inspection, IUnitOfWork unitOfWork, IConversionQueue queue, TimeProvider time)
{
    /// <summary>The row may change under us while its conversion goes on, but only a few times.</summary>
    private const int MaxRaces = 10;

    private static readonly Error DeletedMeanwhile =
        Error.Conflict("audio.deleted-meanwhile", "The same audio was deleted in this moment. Upload it again.");

    public async Task<Result<ReceivedAudio>> HandleAsync(ReceiveAudio command, CancellationToken cancellationToken)
    {
        var existing = await files.FindBySourceAsync(command.Upload.Sha256, cancellationToken);
        if (existing is not null) return await ReceiveAgainAsync(existing, command, cancellationToken);

        var source = await inspection.InspectAsync(command.Upload, cancellationToken);
        if (source.IsFailure) return source.Error;

        var file = AudioFile.Receive(Guid.CreateVersion7(), command.TenantId, command.FileName, source.Value, command.CardId, time.GetUtcNow());
        await objects.PutAsync(file.SourceKey, command.Upload.Path, cancellationToken);   // The object first: a row never names bytes that are not there.
        files.Add(file);
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
        }
        catch (StaleStateException)
        {
            return await YieldAsync(file, command, cancellationToken);
        }

        queue.Wake();
        return new ReceivedAudio(file, IsNew: true);
    }

    /// <summary>Somebody uploaded the same bytes in the same moment and was faster: theirs is the file.</summary>
    private async Task<Result<ReceivedAudio>> YieldAsync(AudioFile file, ReceiveAudio command, CancellationToken cancellationToken)
    {
        await objects.DeleteAsync(file.SourceKey, cancellationToken);
        files.Forget();
        var faster = await files.FindBySourceAsync(command.Upload.Sha256, cancellationToken);
        return faster switch
        {
            null => DeletedMeanwhile,
            { State: AudioState.Rejected } => new ReceivedAudio(faster, IsNew: false),
            _ => await ReceiveAgainAsync(faster, command, cancellationToken),
        };
    }

    private async Task<Result<ReceivedAudio>> ReceiveAgainAsync(AudioFile file, ReceiveAudio command, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            if (file.State == AudioState.Rejected) await objects.PutAsync(file.SourceKey, command.Upload.Path, cancellationToken);
            file.ReceiveAgain(command.CardId);
            try
            {
                await unitOfWork.SaveAsync(cancellationToken);
                queue.Wake();
                return new ReceivedAudio(file, IsNew: false);
            }
            catch (StaleStateException) when (race < MaxRaces)
            {
                files.Forget();
                if (await files.FindBySourceAsync(command.Upload.Sha256, cancellationToken) is not { } changed) return DeletedMeanwhile;
                file = changed;
            }
        }
    }
}
