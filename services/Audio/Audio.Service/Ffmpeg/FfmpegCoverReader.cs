using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.AudioFiles.Service.Storage;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>
/// Two steps: the picture's bytes are copied out without being looked at, and only when their header is modest they are decoded and drawn
/// anew. So neither a huge picture nor what somebody hid in a small one goes any further (security S24).
/// </summary>
internal sealed class FfmpegCoverReader(LimitedProcess process, IWorkFolder workFolder, IOptions<AudioOptions> options) : ICoverReader
{
    private const int MaxPictureBytes = 16 << 20;
    private static readonly TimeSpan Wall = TimeSpan.FromSeconds(30);
    private static readonly string Scale = $"scale='min({CoverImage.MaxPixels},iw)':'min({CoverImage.MaxPixels},ih)':force_original_aspect_ratio=decrease:flags=area";

    public async Task<CoverImage?> ReadAsync(string path, AudioFormat format, string targetPath, CancellationToken cancellationToken)
    {
        using var picture = workFolder.Create();
        if (await CopyOutAsync(path, format, picture.Path, cancellationToken) is not { IsModest: true } header) return null;
        return await DrawAsync(picture.Path, header.Kind, targetPath, cancellationToken);
    }

    private async Task<PictureHeader?> CopyOutAsync(string path, AudioFormat format, string picturePath, CancellationToken cancellationToken)
    {
        string[] arguments = ["-nostdin", "-v", "error", .. FfmpegInput.Of(path, Demuxers.NameOf(format)), "-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "image2pipe", "pipe:1"];
        await using (var picture = PrivateFiles.Create(picturePath))
        {
            var outcome = await process.RunAsync(Order(arguments), (output, token) => CopyAsync(output, picture, token), cancellationToken);
            if (!outcome.Succeeded || picture.Length is 0 or > MaxPictureBytes) return null;
        }

        return PictureHeader.Read(await File.ReadAllBytesAsync(picturePath, cancellationToken));
    }

    private async Task<CoverImage?> DrawAsync(string picturePath, PictureKind kind, string targetPath, CancellationToken cancellationToken)
    {
        var reader = kind == PictureKind.Png ? "png_pipe" : "jpeg_pipe";
        string[] arguments =
        [
            "-nostdin", "-v", "error", .. FfmpegInput.Of(picturePath, reader), "-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1", "-vf", Scale,
            "-threads", "1", "-c:v", "mjpeg", "-q:v", "3", "-f", "mjpeg", "pipe:1",
        ];
        await using var target = HashedFile.Create(targetPath);
        var outcome = await process.RunAsync(Order(arguments), (output, token) => output.CopyToAsync(target, token), cancellationToken);
        return outcome.Succeeded && target.Length > 0 ? new CoverImage(target.Finish(), target.Length) : null;
    }

    /// <summary>What is more than may be is read, so that the tool can end, and dropped.</summary>
    private static async Task CopyAsync(Stream output, FileStream picture, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 << 10];
        while (await output.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (picture.Length <= MaxPictureBytes) await picture.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private ProcessOrder Order(string[] arguments) => new("ffmpeg", arguments, Wall, options.Value.ConversionMegabytes * 1024L * 1024, OutputFileBytes: 0);
}
