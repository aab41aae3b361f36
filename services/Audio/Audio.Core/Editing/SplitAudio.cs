using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>Where an audio file is divided.</summary>
public enum SplitAt
{
    /// <summary>Where its maker divided it.</summary>
    Chapters,

    /// <summary>In the middle of its long silences.</summary>
    Silence,
}

/// <param name="TenantId">Whose.</param>
/// <param name="AudioFileId">What is divided; it stays as it is.</param>
/// <param name="At">Where.</param>
/// <param name="SilenceMilliseconds">A silence counts from this length on.</param>
/// <param name="PartMilliseconds">No part becomes shorter: what would, stays with its neighbour.</param>
public sealed record SplitAudio(TenantId TenantId, Guid AudioFileId, SplitAt At, int SilenceMilliseconds = SplitAudio.UsualSilenceMilliseconds, int PartMilliseconds = SplitAudio.UsualPartMilliseconds)
{
    public const int UsualSilenceMilliseconds = 2_000;
    public const int UsualPartMilliseconds = 5_000;
    public const int ShortestSilenceMilliseconds = 500;
    public const int ShortestPartMilliseconds = 1_000;
    public const int LongestMilliseconds = 3_600_000;
    public const int MaxParts = 200;
}

public sealed class SplitAudioHandler(IAudioFiles files, IAudioInsights insights, ComposeAudioHandler compose)
{
    private static readonly Error NoChapters = Error.Unprocessable("audio.no-chapters", "This file is not divided into chapters. Split it at its silences instead.");
    private static readonly Error NoSilence = Error.Unprocessable("audio.no-silence", "There is no such silence in this file. Ask for shorter silences or shorter parts.");

    private static readonly Error TooManyParts =
        Error.Unprocessable("audio.too-many-parts", $"It would become more than {SplitAudio.MaxParts} parts. Ask for longer silences or longer parts.");

    /// <returns>The parts in their order.</returns>
    public async Task<Result<IReadOnlyList<ReceivedAudio>>> HandleAsync(SplitAudio command, CancellationToken cancellationToken)
    {
        if (Refusal(command) is { } refusal) return refusal;
        var found = await files.FindReadyAsync(command.AudioFileId, cancellationToken);
        if (found.IsFailure) return found.Error;
        var file = found.Value;
        if (await insights.FindAsync(file.Id, cancellationToken) is not { } insight) return command.At == SplitAt.Chapters ? NoChapters : NoSilence;

        var parts = AudioParts.Between(CutsOf(insight, command), file.DurationMilliseconds, command.PartMilliseconds);
        if (parts.Count < 2) return command.At == SplitAt.Chapters ? NoChapters : NoSilence;
        if (parts.Count > SplitAudio.MaxParts) return TooManyParts;

        var compositions = parts.Select((part, index) => new Composition(
            PartNames.OfPart(file.FileName, index + 1, parts.Count, part.Title), [new(file.Id, part.StartMilliseconds, part.EndMilliseconds)], file.Channels));
        return await compose.HandleAsync(new ComposeAudio(command.TenantId, [.. compositions]), cancellationToken);
    }

    private static Error? Refusal(SplitAudio command) => command switch
    {
        { SilenceMilliseconds: < SplitAudio.ShortestSilenceMilliseconds or > SplitAudio.LongestMilliseconds } => Error.Invalid(
            "audio.split-silence", $"A silence that divides lasts {SplitAudio.ShortestSilenceMilliseconds} ms to an hour."),
        { PartMilliseconds: < SplitAudio.ShortestPartMilliseconds or > SplitAudio.LongestMilliseconds } => Error.Invalid(
            "audio.split-part", $"The shortest part lasts {SplitAudio.ShortestPartMilliseconds} ms to an hour."),
        _ => null,
    };

    private static IEnumerable<Cut> CutsOf(AudioInsight insight, SplitAudio command) => command.At == SplitAt.Chapters
        ? insight.Chapters.Select(chapter => new Cut(chapter.StartMilliseconds, chapter.Title))
        : insight.Silences
            .Where(silence => silence.LengthMilliseconds >= command.SilenceMilliseconds)
            .Select(silence => new Cut(silence.StartMilliseconds + (silence.LengthMilliseconds / 2), Title: ""));
}
