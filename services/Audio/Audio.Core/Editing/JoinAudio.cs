using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <param name="TenantId">Whose.</param>
/// <param name="AudioFileIds">In their order; one may come several times.</param>
/// <param name="GapMilliseconds">How long it is quiet between them.</param>
/// <param name="FileName">Null: named after the first.</param>
public sealed record JoinAudio(TenantId TenantId, IReadOnlyList<Guid> AudioFileIds, int GapMilliseconds, AudioFileName? FileName)
{
    public const int MaxFiles = 200;
    public const int MaxGapMilliseconds = 60_000;
}

public sealed class JoinAudioHandler(IAudioFiles files, ComposeAudioHandler compose)
{
    public async Task<Result<ReceivedAudio>> HandleAsync(JoinAudio command, CancellationToken cancellationToken)
    {
        if (command.AudioFileIds.Count is < 2 or > JoinAudio.MaxFiles)
            return Error.Invalid("audio.join-files", $"Name 2 to {JoinAudio.MaxFiles} audio files to be joined.");
        if (command.GapMilliseconds is < 0 or > JoinAudio.MaxGapMilliseconds)
            return Error.Invalid("audio.join-gap", $"A gap lasts 0 to {JoinAudio.MaxGapMilliseconds} ms.");

        var joined = new List<AudioFile>();
        foreach (var id in command.AudioFileIds)
        {
            var found = await files.FindReadyAsync(id, cancellationToken);
            if (found.IsFailure) return found.Error;
            joined.Add(found.Value);
        }

        var excerpts = joined.Select((file, index) => new Excerpt(file.Id, 0, file.DurationMilliseconds, index < joined.Count - 1 ? command.GapMilliseconds : 0));
        var name = command.FileName ?? PartNames.OfJoined(joined[0].FileName, joined.Count);
        var composed = await compose.HandleAsync(
            new ComposeAudio(command.TenantId, [new(name, [.. excerpts], joined.Max(file => file.Channels))]), cancellationToken);
        return composed.IsSuccess ? composed.Value[0] : composed.Error;
    }
}
