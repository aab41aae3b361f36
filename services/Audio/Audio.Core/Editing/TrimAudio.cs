using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <param name="TenantId">Whose.</param>
/// <param name="AudioFileId">What is trimmed; it stays as it is.</param>
/// <param name="StartMilliseconds">Where the new file begins; null keeps the beginning.</param>
/// <param name="EndMilliseconds">Where it ends; null keeps the end. Without both, the silence at either end goes.</param>
/// <param name="FileName">Null: named after the whole.</param>
public sealed record TrimAudio(TenantId TenantId, Guid AudioFileId, long? StartMilliseconds, long? EndMilliseconds, AudioFileName? FileName);

public sealed class TrimAudioHandler(IAudioFiles files, IAudioInsights insights, ComposeAudioHandler compose)
{
    /// <summary>A sound that begins or ends at once sounds broken.</summary>
    private const long KeptSilenceMilliseconds = 200;

    private static readonly Error NothingToTrim = Error.Conflict("audio.nothing-to-trim", "This is the whole file already.");

    public async Task<Result<ReceivedAudio>> HandleAsync(TrimAudio command, CancellationToken cancellationToken)
    {
        var found = await files.FindReadyAsync(command.AudioFileId, cancellationToken);
        if (found.IsFailure) return found.Error;
        var file = found.Value;

        var (start, end) = command is { StartMilliseconds: null, EndMilliseconds: null }
            ? await FindSoundAsync(file, cancellationToken)
            : (command.StartMilliseconds ?? 0, command.EndMilliseconds ?? file.DurationMilliseconds);
        if (start < 0 || end > file.DurationMilliseconds || start >= end)
            return Error.Invalid("audio.trim-span", $"Give a start and an end between 0 and {file.DurationMilliseconds} ms, the start first.");
        if (start == 0 && end == file.DurationMilliseconds) return NothingToTrim;

        var composition = new Composition(command.FileName ?? PartNames.OfTrimmed(file.FileName), [new(file.Id, start, end)], file.Channels);
        var composed = await compose.HandleAsync(new ComposeAudio(command.TenantId, [composition]), cancellationToken);
        return composed.IsSuccess ? composed.Value[0] : composed.Error;
    }

    private async Task<(long Start, long End)> FindSoundAsync(AudioFile file, CancellationToken cancellationToken)
    {
        var silences = (await insights.FindAsync(file.Id, cancellationToken))?.Silences ?? [];
        var (start, end) = (0L, file.DurationMilliseconds);
        if (silences is [{ StartMilliseconds: 0 } first, ..]) start = Math.Max(0, first.LengthMilliseconds - KeptSilenceMilliseconds);
        if (silences is [.., var last] && last.StartMilliseconds + last.LengthMilliseconds >= end - KeptSilenceMilliseconds) end = last.StartMilliseconds + KeptSilenceMilliseconds;
        return start < end ? (start, end) : (0, file.DurationMilliseconds);   // Nothing but silence stays as it is.
    }
}
