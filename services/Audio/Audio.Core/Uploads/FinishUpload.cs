using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record FinishUpload(Guid UploadId);

/// <summary>
/// All bytes are here: they become one file and take the way of every upload. Doing it twice is harmless, because the same bytes are the
/// same audio file; so a crash in the middle is simply followed by another try.
/// </summary>
public sealed class FinishUploadHandler(
    IResumableUploads uploads, IAudioObjects objects, IWorkFolder workFolder, ReceiveAudioHandler receive, IUnitOfWork unitOfWork)
{
    private const int CopyBytes = 64 * 1024;

    public async Task HandleAsync(FinishUpload command, CancellationToken cancellationToken)
    {
        uploads.Forget();
        var upload = await uploads.FindAsync(command.UploadId, cancellationToken);
        if (upload is not { State: UploadState.Receiving, IsComplete: true }) return;

        using var file = workFolder.Create();
        var outcome = await AssembleAsync(upload, file.Path, cancellationToken) is { } sha256
            ? await receive.HandleAsync(new ReceiveAudio(upload.TenantId, new StagedUpload(file.Path, sha256), upload.FileName, upload.CardId, FromUpload: upload.LengthBytes), cancellationToken)
            : Error.Unprocessable("upload.lost", "A part of this upload is gone. Upload the file again.");

        uploads.Forget();
        if (await uploads.FindAsync(command.UploadId, cancellationToken) is not { State: UploadState.Receiving } current) return;
        var parts = current.Parts;
        current.Finish(outcome);
        await unitOfWork.SaveAsync(cancellationToken);
        foreach (var part in parts) await objects.DeleteAsync(current.KeyOf(part), cancellationToken);
    }

    /// <returns>The hash of the whole; null when a part is missing.</returns>
    private async Task<string?> AssembleAsync(ResumableUpload upload, string path, CancellationToken cancellationToken)
    {
        await using var whole = HashedFile.Create(path);
        foreach (var part in upload.Parts)
        {
            await using var stream = await objects.OpenAsync(upload.KeyOf(part), part.SizeBytes, cancellationToken);
            if (stream is null) return null;
            await stream.CopyToAsync(whole, CopyBytes, cancellationToken);
        }

        return whole.Finish();
    }
}
