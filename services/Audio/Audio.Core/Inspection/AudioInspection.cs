using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Looks at uploaded bytes before anything of them is kept: what are they, are they all here, is there audio in them?</summary>
public sealed class AudioInspection(IAudioConverter converter, AudioLimits limits)
{
    private const int MaxChannels = 64;
    private const int MaxStreams = 100;

    public async Task<Result<SourceAudio>> InspectAsync(StagedUpload upload, CancellationToken cancellationToken)
    {
        await using var audio = File.OpenRead(upload.Path);
        if (audio.Length == 0) return UnsupportedType;
        var told = await AudioFormats.SniffAsync(audio, cancellationToken);
        if (told is { } format && await PromisedBytes.ReadAsync(audio, format, cancellationToken) is { } promised
            && MissingEnd.IsBrokenOff(promised, audio.Length)) return MissingEnd.Truncated;

        var probed = await ProbeAsync(upload.Path, told, cancellationToken);
        if (probed.IsFailure) return probed.Error;
        var probe = probed.Value;
        if (probe.Channels > MaxChannels || probe.Streams > MaxStreams) return TooComplex;
        if (probe.Duration > limits.Duration && await converter.ReachesAsync(upload.Path, probe.Format, limits.Duration, cancellationToken)) return TooLong(limits);
        return new SourceAudio(upload.Sha256, probe.Format, (long)probe.Duration.TotalMilliseconds, probe.Channels, audio.Length);
    }

    /// <summary>The decoder has a look of its own at what carries no mark, or another mark than its content deserves.</summary>
    private async Task<Result<AudioProbe>> ProbeAsync(string path, AudioFormat? told, CancellationToken cancellationToken)
    {
        var first = told is { } format ? await converter.ProbeAsync(path, format, cancellationToken) : UnsupportedType;
        if (first.IsSuccess || first.Error.Kind == ErrorKind.Unavailable) return first;
        var seen = await converter.DetectAsync(path, cancellationToken) ?? (told == AudioFormat.Mp3 ? AudioFormat.Aac : null);   // Both come as bare frames, and with rubbish before them.
        return seen is { } other && other != told ? await converter.ProbeAsync(path, other, cancellationToken) : first;
    }

    internal static Error TooLong(AudioLimits limits) =>
        Error.Unprocessable("audio.too-long", $"This audio is longer than {limits.Duration.TotalHours:0.#} hours. Split it first.");

    public static Error TooLarge(AudioLimits limits) =>
        Error.TooLarge("audio.too-large", $"The file is larger than {limits.UploadBytes / (1024 * 1024)} MB, the most that is accepted here.");

    private static Error TooComplex { get; } =
        Error.Unprocessable("audio.too-complex", $"This file has more than {MaxStreams} streams or {MaxChannels} channels. Export it as plain stereo first.");

    private static Error UnsupportedType { get; } = Error.WrongType(
        "audio.unsupported-type", "These bytes are no audio that is accepted. Send MP3, M4A, M4B, WAV, FLAC, Ogg, Opus, AIFF, AAC, WMA or another common audio file.");
}
