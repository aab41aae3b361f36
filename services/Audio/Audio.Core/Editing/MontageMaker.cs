using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>
/// Makes a stored rendition of excerpts of others. They are as loud as they shall be already, and their frames are taken as they are; only
/// what has one channel among others with two is encoded once more.
/// </summary>
public sealed class MontageMaker(IAudioObjects objects, IAudioConverter converter, IWorkFolder workFolder, CoverStore covers, AudioLimits limits)
{
    /// <summary>Cutting is that much of the work; the rest is listening to what came out.</summary>
    private const int CuttingPercent = 50;

    private static readonly Error PartGone = Error.Unprocessable("audio.part-gone", "An audio file that this one is made of was deleted.");

    public async Task<Result<ConvertedAudio>> MakeAsync(ConversionJob job, Montage montage, Action<int> onPercent, CancellationToken cancellationToken)
    {
        using var file = workFolder.Create();
        var made = await CutAsync(montage, file.Path, Percent(montage, onPercent), cancellationToken);
        if (made.IsFailure) return made.Error;

        var heard = await ListenAsync(new DecodingOrder(file.Path, AudioFormat.Mp3, montage.Channels, limits.Duration + TimeSpan.FromMinutes(1)), cancellationToken);
        if (heard.IsFailure) return heard.Error;

        await objects.PutAsync(ObjectKey.ForRendition(job.TenantId, job.AudioFileId, made.Value.Sha256), file.Path, cancellationToken);
        var tags = EmbeddedTags.None with { Chapters = MontageChapters.Of(montage) };
        return new ConvertedAudio(made.Value, AudioInsight.Of(job, heard.Value, gainDb: null, tags), await TakeCoverAsync(job, montage, cancellationToken));
    }

    private async Task<CoverImage?> TakeCoverAsync(ConversionJob job, Montage montage, CancellationToken cancellationToken) =>
        montage.Parts.FirstOrDefault(part => part.Cover is not null) is { CoverKey: { } key, Cover: { } cover } ? await covers.CopyAsync(job, key, cover, cancellationToken) : null;

    private async Task<Result<Rendition>> CutAsync(Montage montage, string path, Action<long> onWritten, CancellationToken cancellationToken)
    {
        await using var target = HashedFile.Create(path, onWritten);
        foreach (var part in montage.Parts)
        {
            using var encoded = workFolder.Create();
            var opened = await OpenAsync(part, montage.Channels, encoded.Path, cancellationToken);
            if (opened.IsFailure) return opened.Error;
            await using var rendition = opened.Value;
            await Mp3Cutter.CopyAsync(rendition, part.Excerpt.StartMilliseconds, part.Excerpt.EndMilliseconds, target, cancellationToken);
            await Mp3Cutter.PauseAsync(part.Excerpt.PauseMilliseconds, montage.Channels, target, cancellationToken);
        }

        return new Rendition(target.Finish(), target.Length, montage.Channels);
    }

    private async Task<Result<Stream>> OpenAsync(MontagePart part, int channels, string encodedPath, CancellationToken cancellationToken)
    {
        if (part.Rendition is not { } key) return PartGone;
        if (part.Channels == channels) return await objects.OpenAsync(key, part.SizeBytes, cancellationToken) is { } stream ? stream : PartGone;

        using var original = await objects.BringAsync(key, cancellationToken);
        if (original is null) return PartGone;
        await using (var target = HashedFile.Create(encodedPath))
        {
            var encoded = await converter.EncodeAsync(new DecodingOrder(original.Path, AudioFormat.Mp3, channels, limits.Duration), gainDb: 0, target, cancellationToken);
            if (encoded.IsFailure) return encoded.Error;
        }

        return File.OpenRead(encodedPath);
    }

    private async Task<Result<SoundMeasure>> ListenAsync(DecodingOrder order, CancellationToken cancellationToken)
    {
        var meter = new SoundMeter(Rendition.SampleRate, order.Channels);
        var decoded = await converter.DecodeAsync(order, meter.Hear, cancellationToken);
        return decoded.IsSuccess ? meter.Finish() : decoded.Error;
    }

    private static Action<long> Percent(Montage montage, Action<int> onPercent) =>
        bytes => onPercent((int)Math.Min(CuttingPercent, bytes / Rendition.BytesPerMillisecond * CuttingPercent / Math.Max(1, montage.Milliseconds)));
}
