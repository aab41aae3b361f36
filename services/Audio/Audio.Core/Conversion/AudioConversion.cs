using System.Security.Cryptography;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>What a conversion needs to know; it holds no row while the encoder runs.</summary>
public sealed record ConversionJob(TenantId TenantId, Guid AudioFileId, SourceAudio Source);

/// <summary>Turns a stored original into a stored rendition.</summary>
public sealed class AudioConversion(IAudioObjects objects, IAudioConverter converter, IWorkFolder workFolder, AudioLimits limits)
{
    /// <summary>Containers round their duration and encoders cut silence; less than this is not missed.</summary>
    private static readonly TimeSpan ToleratedMissing = TimeSpan.FromMilliseconds(500);

    public async Task<Result<Rendition>> RunAsync(ConversionJob job, Action<int> onPercent, CancellationToken cancellationToken)
    {
        using var original = await objects.BringAsync(ObjectKey.ForSource(job.TenantId, job.AudioFileId, job.Source.Sha256), cancellationToken);
        if (original is null) return Error.Unprocessable("audio.original-lost", "The uploaded bytes are gone. Upload the file again.");

        using var target = workFolder.Create();
        var channels = Math.Clamp(job.Source.Channels, 1, 2);
        var order = new ConversionOrder(original.Path, job.Source.Format, target.Path, channels, limits.Duration + TimeSpan.FromSeconds(1));
        var converted = await converter.ConvertAsync(order, position => onPercent(Percent(position, job.Source)), cancellationToken);
        if (converted.IsFailure) return converted.Error;

        var rendition = await DescribeAsync(target.Path, channels, cancellationToken);
        if (Refusal(rendition, job.Source) is { } refusal) return refusal;
        await objects.PutAsync(ObjectKey.ForRendition(job.TenantId, job.AudioFileId, rendition.Sha256), target.Path, cancellationToken);
        return rendition;
    }

    private Error? Refusal(Rendition rendition, SourceAudio source)
    {
        var duration = TimeSpan.FromMilliseconds(rendition.DurationMilliseconds);
        if (duration == TimeSpan.Zero) return Error.Unprocessable("audio.undecodable", "There is no playable audio in this file.");
        if (duration > limits.Duration + ToleratedMissing) return AudioInspection.TooLong(limits);

        // MP3 and WAV were measured in bytes when they arrived; what others promise shows only when they are decoded.
        var promised = source.Format is AudioFormat.Flac or AudioFormat.Mp4 or AudioFormat.Aiff ? source.DurationMilliseconds : 0;
        return TimeSpan.FromMilliseconds(promised) > duration + ToleratedMissing ? AudioInspection.Truncated : null;
    }

    private static int Percent(TimeSpan position, SourceAudio source) =>
        source.DurationMilliseconds == 0 ? 0 : (int)Math.Clamp(position.TotalMilliseconds * 100 / source.DurationMilliseconds, 0, 99);

    private static async Task<Rendition> DescribeAsync(string path, int channels, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        return new(sha256, stream.Length, channels);
    }
}
