using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Something that can be played now, and since when its bytes are as they are; null where only the tag says whether they changed.</summary>
public sealed record PlayableAudio(VirtualFile File, DateTimeOffset? LastModified);

public sealed record OpenRendition(TenantId TenantId, Guid AudioFileId);

/// <summary>Nearly always the cache knows; only else is the database looked at.</summary>
public sealed class OpenRenditionHandler(PlayableCache cache, Lazy<IAudioFiles> files)
{
    public async Task<Result<PlayableAudio>> HandleAsync(OpenRendition query, CancellationToken cancellationToken)
    {
        var mark = cache.Mark;
        if (cache.Find(query.TenantId, query.AudioFileId) is { } known) return known;

        var file = await files.Value.FindAsync(query.AudioFileId, cancellationToken);
        if (file is null) return Error.NotFound("audio", query.AudioFileId.ToString());
        if (file.RenditionKey is not { } key)
        {
            return Error.Conflict("audio.not-ready", file.State == AudioState.Rejected
                ? $"This file cannot be played: {file.RejectionMessage}"
                : "This file is still being converted. Ask for its status.");
        }

        var audio = new PlayableAudio(new VirtualFile([new(key, file.SizeBytes)], file.RenditionSha256!), file.ReceivedAt);
        cache.Keep(query.TenantId, query.AudioFileId, audio, mark);
        return audio;
    }
}
