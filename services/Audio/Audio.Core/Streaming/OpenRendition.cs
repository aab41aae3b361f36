using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>The bytes of a rendition and what a client needs to know of them.</summary>
public sealed record AudioStream(Stream Content, AudioFileName FileName, string Sha256, DateTimeOffset LastModified);

public sealed record OpenRendition(Guid AudioFileId);

public sealed class OpenRenditionHandler(IAudioFiles files, IAudioObjects objects)
{
    public async Task<Result<AudioStream>> HandleAsync(OpenRendition query, CancellationToken cancellationToken)
    {
        var file = await files.FindAsync(query.AudioFileId, cancellationToken);
        if (file is null) return Error.NotFound("audio", query.AudioFileId.ToString());
        if (file.RenditionKey is not { } key)
        {
            return Error.Conflict("audio.not-ready", file.State == AudioState.Rejected
                ? $"This file cannot be played: {file.RejectionMessage}"
                : "This file is still being converted. Ask for its status.");
        }

        var content = await objects.OpenAsync(key, file.SizeBytes, cancellationToken);
        return content is null
            ? Error.Unavailable("audio.object-missing", "The audio store does not have these bytes at the moment.")
            : new AudioStream(content, file.FileName, file.RenditionSha256!, file.ReceivedAt);
    }
}
