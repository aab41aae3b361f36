using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <param name="UploadId">Which upload.</param>
/// <param name="AtOffset">Where the bytes belong.</param>
/// <param name="Path">A local file with them; it may be moved away.</param>
/// <param name="SizeBytes">How many they are.</param>
public sealed record AppendToUpload(Guid UploadId, long AtOffset, string Path, long SizeBytes);

public sealed class AppendToUploadHandler(
    IResumableUploads uploads, IAudioObjects objects, AudioPolicy policy, IUnitOfWork unitOfWork, TimeProvider time)
{
    /// <returns>The new offset.</returns>
    public async Task<Result<long>> HandleAsync(AppendToUpload command, CancellationToken cancellationToken)
    {
        uploads.Forget();   // A long request appends several times; others may have acted meanwhile.
        var upload = await uploads.FindAsync(command.UploadId, cancellationToken);
        if (upload is null) return Error.NotFound("upload", command.UploadId.ToString());

        var part = new UploadPart(Guid.CreateVersion7(), command.SizeBytes);
        var appended = upload.Append(part, command.AtOffset, time.GetUtcNow() + policy.UploadLifetime);
        if (appended.IsFailure) return appended.Error;

        await objects.PutAsync(upload.KeyOf(part), command.Path, cancellationToken);   // The object first: an offset that is told is stored.
        try
        {
            await unitOfWork.SaveAsync(cancellationToken);
            return upload.OffsetBytes;
        }
        catch (StaleStateException)
        {
            await objects.DeleteAsync(upload.KeyOf(part), cancellationToken);
            return ResumableUpload.WrongOffset(command.AtOffset);   // Somebody else appended in the same moment.
        }
    }
}
