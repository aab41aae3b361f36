using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Looks at uploaded bytes before anything of them is kept: what are they, are they all here, is there audio in them?</summary>
public sealed class AudioInspection(IAudioConverter converter, AudioLimits limits)
{
    /// <summary>Headers are sometimes a few bytes off; this much missing audio nobody hears.</summary>
    private const int ToleratedMissingBytes = 4096;

    public async Task<Result<SourceAudio>> InspectAsync(StagedUpload upload, CancellationToken cancellationToken)
    {
        await using var audio = File.OpenRead(upload.Path);
        if (await AudioFormats.SniffAsync(audio, cancellationToken) is not { } format)
            return Error.WrongType("audio.unsupported-type", "These bytes are no audio that is accepted. Send WAV, MP3, M4A, FLAC, Ogg, AIFF or AAC.");
        if (await PromisedBytes.ReadAsync(audio, format, cancellationToken) > audio.Length + ToleratedMissingBytes)
            return Truncated;

        var probe = await converter.ProbeAsync(upload.Path, format, cancellationToken);
        if (probe.IsFailure) return probe.Error;
        if (probe.Value.Duration > limits.Duration) return TooLong(limits);
        return new SourceAudio(upload.Sha256, format, (long)probe.Value.Duration.TotalMilliseconds, probe.Value.Channels);
    }

    internal static Error Truncated { get; } =
        Error.Unprocessable("audio.truncated", "The end of this audio file is missing. Upload the whole file again.");

    internal static Error TooLong(AudioLimits limits) =>
        Error.Unprocessable("audio.too-long", $"This audio is longer than {limits.Duration.TotalHours:0.#} hours. Split it first.");
}
