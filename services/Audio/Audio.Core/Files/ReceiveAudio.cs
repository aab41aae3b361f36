using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Bytes that have arrived completely in the work folder.</summary>
/// <param name="Path">A local file with a generated name.</param>
/// <param name="Sha256">Lower-case hexadecimal, computed while they arrived.</param>
public sealed record StagedUpload(string Path, string Sha256);

/// <param name="TenantId">Whose.</param>
/// <param name="Upload">The bytes.</param>
/// <param name="FileName">What they are called.</param>
/// <param name="CardId">The card that they are meant for.</param>
/// <param name="FromUpload">Bytes that a resumable upload was admitted with already; they are not counted twice.</param>
public sealed record ReceiveAudio(TenantId TenantId, StagedUpload Upload, AudioFileName FileName, string? CardId, long FromUpload = 0);

/// <param name="File">The new or the existing file.</param>
/// <param name="IsNew">False: the tenant already had these bytes.</param>
public sealed record ReceivedAudio(AudioFile File, bool IsNew);

public sealed class ReceiveAudioHandler(
    IAudioFiles files, IAudioObjects objects, AudioInspection inspection, StorageQuota quota,
    IUnitOfWork unitOfWork, IConversionQueue queue, TimeProvider time)
{
    /// <summary>Rows may change under us, when the same bytes or many files of one tenant come at once; but only so often.</summary>
    private const int MaxRaces = 50;

    private static readonly Error DeletedMeanwhile =
        Error.Conflict("audio.deleted-meanwhile", "The same audio was deleted in this moment. Upload it again.");

    public async Task<Result<ReceivedAudio>> HandleAsync(ReceiveAudio command, CancellationToken cancellationToken)
    {
        var existing = await files.FindBySourceAsync(command.Upload.Sha256, cancellationToken);
        if (existing is not null) return await ReceiveAgainAsync(existing, command, cancellationToken);

        var source = await ExamineAsync(command, cancellationToken);
        if (source.IsFailure) return source.Error;

        var id = Guid.CreateVersion7();
        var key = ObjectKey.ForSource(command.TenantId, id, source.Value.Sha256);
        await objects.PutAsync(key, command.Upload.Path, cancellationToken);   // The object first: a row never names bytes that are not there.
        var received = await RegisterAsync(id, source.Value, command, cancellationToken);
        if (received is not { IsSuccess: true, Value.IsNew: true }) await objects.DeleteAsync(key, cancellationToken);
        else queue.Wake();
        return received;
    }

    private async Task<Result<SourceAudio>> ExamineAsync(ReceiveAudio command, CancellationToken cancellationToken)
    {
        var fits = await quota.CheckAsync(new FileInfo(command.Upload.Path).Length - command.FromUpload, cancellationToken);
        return fits.IsSuccess ? await inspection.InspectAsync(command.Upload, cancellationToken) : fits.Error;
    }

    private async Task<Result<ReceivedAudio>> RegisterAsync(Guid id, SourceAudio source, ReceiveAudio command, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            var admitted = await quota.AdmitAsync(command.TenantId, source.SizeBytes - command.FromUpload, cancellationToken);
            if (admitted.IsFailure) return admitted.Error;
            var file = AudioFile.Receive(id, command.TenantId, command.FileName, source, command.CardId, time.GetUtcNow());
            files.Add(file);
            try
            {
                await unitOfWork.SaveAsync(cancellationToken);
                return new ReceivedAudio(file, IsNew: true);
            }
            catch (StaleStateException) when (race < MaxRaces)
            {
                files.Forget();
            }

            // Somebody uploaded the same bytes in the same moment and was faster: theirs is the file.
            var faster = await files.FindBySourceAsync(source.Sha256, cancellationToken);
            if (faster is { State: AudioState.Rejected }) return new ReceivedAudio(faster, IsNew: false);
            if (faster is not null) return await ReceiveAgainAsync(faster, command, cancellationToken);
        }
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
