using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.AudioFiles.Editing;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>What a conversion needs to know; it holds no row while the encoder runs.</summary>
/// <param name="TenantId">Whose file it is.</param>
/// <param name="AudioFileId">The file.</param>
/// <param name="FileName">As uploaded.</param>
/// <param name="Claim">Which of its claims this is.</param>
/// <param name="Source">The original.</param>
/// <param name="Montage">What it is made of, when there is no original.</param>
public sealed record ConversionJob(TenantId TenantId, Guid AudioFileId, AudioFileName FileName, int Claim, SourceAudio Source, Montage? Montage);

/// <param name="Rendition">Stored by now.</param>
/// <param name="Insight">What was learned on the way.</param>
/// <param name="Cover">Stored by now, if there is one.</param>
public sealed record ConvertedAudio(Rendition Rendition, AudioInsight Insight, CoverImage? Cover);

/// <summary>Turns a stored original into a stored rendition: listens to all of it once, then encodes it as loud as everything else.</summary>
public sealed class AudioConversion(
    IAudioObjects objects, IMalwareScanner scanner, IAudioConverter converter, IWorkFolder workFolder, CoverStore covers,
    MontageMaker montages, AudioLimits limits, LoudnessTarget target)
{
    /// <summary>Listening is that much of the work; the rest is encoding.</summary>
    private const int ListeningPercent = 20;

    public Task<Result<ConvertedAudio>> RunAsync(ConversionJob job, Action<int> onPercent, CancellationToken cancellationToken) =>
        job.Montage is { } montage ? montages.MakeAsync(job, montage, onPercent, cancellationToken) : ConvertAsync(job, onPercent, cancellationToken);

    private async Task<Result<ConvertedAudio>> ConvertAsync(ConversionJob job, Action<int> onPercent, CancellationToken cancellationToken)
    {
        using var original = await objects.BringAsync(ObjectKey.ForSource(job.TenantId, job.AudioFileId, job.Source.Sha256), cancellationToken);
        if (original is null) return Error.Unprocessable("audio.original-lost", "The uploaded bytes are gone. Upload the file again.");

        var scanned = await scanner.ScanAsync(original.Path, cancellationToken);
        if (scanned.IsFailure) return scanned.Error;

        var channels = job.Source.Channels == 1 ? 1 : 2;
        var order = new DecodingOrder(original.Path, job.Source.Format, channels, limits.Duration + TimeSpan.FromSeconds(1));
        var heard = await ListenAsync(order, job.Source, percent => onPercent(percent * ListeningPercent / 100), cancellationToken);
        if (heard is { IsSuccess: true, Value.Duration.Ticks: 0 }) heard = await ListenAsync(order = order with { IsTiny = true }, job.Source, onPercent, cancellationToken);
        if (heard.IsFailure) return heard.Error;
        if (Refusal(heard.Value.Duration, job.Source) is { } refusal) return refusal;

        using var file = workFolder.Create();
        var encoded = await EncodeAsync(order, heard.Value, file.Path, percent => onPercent(ListeningPercent + (percent * (100 - ListeningPercent) / 100)), cancellationToken);
        if (encoded.IsFailure) return encoded.Error;

        var (rendition, gainDb) = encoded.Value;
        await objects.PutAsync(ObjectKey.ForRendition(job.TenantId, job.AudioFileId, rendition.Sha256), file.Path, cancellationToken);
        var tags = await converter.ReadTagsAsync(original.Path, job.Source.Format, cancellationToken);
        var cover = await covers.TakeAsync(job, original.Path, cancellationToken);
        return new ConvertedAudio(rendition, AudioInsight.Of(job, heard.Value, gainDb, tags), cover);
    }

    private async Task<Result<SoundMeasure>> ListenAsync(DecodingOrder order, SourceAudio source, Action<int> onPercent, CancellationToken cancellationToken)
    {
        var meter = new SoundMeter(Rendition.SampleRate, order.Channels);
        var decoded = await converter.DecodeAsync(order, Hear, cancellationToken);
        return decoded.IsSuccess ? meter.Finish() : decoded.Error;

        void Hear(ReadOnlySpan<float> samples)
        {
            meter.Hear(samples);
            onPercent(Percent(meter.Heard.TotalMilliseconds, source.DurationMilliseconds));
        }
    }

    private Error? Refusal(TimeSpan heard, SourceAudio source)
    {
        if (heard == TimeSpan.Zero) return Error.Unprocessable("audio.undecodable", "There is no playable audio in this file.");
        if (MissingEnd.Exceeds(heard, limits.Duration)) return AudioInspection.TooLong(limits);

        // MP3 and WAV were measured in bytes when they arrived; what others promise shows only when they are decoded.
        var promised = source.Format is AudioFormat.Flac or AudioFormat.Mp4 or AudioFormat.Aiff ? source.DurationMilliseconds : 0;
        return MissingEnd.IsBrokenOff(TimeSpan.FromMilliseconds(promised), heard) ? MissingEnd.Truncated : null;
    }

    /// <returns>The rendition, and the gain that it got; null when its frames were taken as they are.</returns>
    private async Task<Result<(Rendition, double?)>> EncodeAsync(
        DecodingOrder order, SoundMeasure sound, string path, Action<int> onPercent, CancellationToken cancellationToken)
    {
        if (order.Format == AudioFormat.Mp3 && target.IsMetBy(sound) && await CopyAsync(order, path, cancellationToken) is { } copy)
            return (copy, null);

        var gainDb = target.GainFor(sound);
        await using var stream = HashedFile.Create(path, bytes => onPercent(Percent(bytes / Rendition.BytesPerMillisecond, (long)sound.Duration.TotalMilliseconds)));
        var encoded = await converter.EncodeAsync(order, gainDb, stream, cancellationToken);
        if (encoded.IsFailure) return encoded.Error;
        return (new Rendition(stream.Finish(), stream.Length, order.Channels), gainDb);
    }

    private static async Task<Rendition?> CopyAsync(DecodingOrder order, string path, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(order.SourcePath);
        await using var stream = HashedFile.Create(path);
        return await Mp3Copy.TryCopyAsync(source, stream, order.Channels, cancellationToken) ? new Rendition(stream.Finish(), stream.Length, order.Channels) : null;
    }

    private static int Percent(double done, long all) => all == 0 ? 0 : (int)Math.Clamp(done * 100 / all, 0, 99);
}
