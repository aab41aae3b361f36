using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>Only what can be played can be cut.</summary>
internal static class ReadyAudio
{
    public static async Task<Result<AudioFile>> FindReadyAsync(this IAudioFiles files, Guid id, CancellationToken cancellationToken) =>
        await files.FindAsync(id, cancellationToken) switch
        {
            null or { FileName.IsBuiltIn: true } => Error.NotFound("audio", id.ToString()),
            { State: AudioState.Ready } ready => ready,
            var other => Error.Conflict("audio.not-ready", $"'{other.FileName}' is not ready yet. Wait until it can be played."),
        };
}
