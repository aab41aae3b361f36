using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record EndUpload(Guid UploadId);

/// <summary>Nobody wants it any more, or it has expired: its row and its parts go. The audio file that it became stays.</summary>
public sealed class EndUploadHandler(IResumableUploads uploads, IAudioObjects objects, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(EndUpload command, CancellationToken cancellationToken)
    {
        var upload = await uploads.FindAsync(command.UploadId, cancellationToken);
        if (upload is null) return Error.NotFound("upload", command.UploadId.ToString());
        uploads.Remove(upload);
        await unitOfWork.SaveAsync(cancellationToken);
        foreach (var part in upload.Parts) await objects.DeleteAsync(upload.KeyOf(part), cancellationToken);
        return Result.Success;
    }
}
