using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

public sealed record DeleteAudio(Guid AudioFileId);

public sealed class DeleteAudioHandler(IAudioFiles files, IAudioObjects objects, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(DeleteAudio command, CancellationToken cancellationToken)
    {
        var file = await files.FindAsync(command.AudioFileId, cancellationToken);
        if (file is null) return Error.NotFound("audio", command.AudioFileId.ToString());

        file.Delete();
        files.Remove(file);
        await unitOfWork.SaveAsync(cancellationToken);

        await objects.DeleteAsync(file.SourceKey, cancellationToken);
        if (file.RenditionKey is { } rendition) await objects.DeleteAsync(rendition, cancellationToken);
        if (file.CoverKey is { } cover) await objects.DeleteAsync(cover, cancellationToken);
        return Result.Success;
    }
}
