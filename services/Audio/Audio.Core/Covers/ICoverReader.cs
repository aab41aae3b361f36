namespace YotoSmartStream.AudioFiles.Covers;

/// <summary>Takes the picture out of an audio file. Strangers drew it: what is served is always a new one, of a size that we choose (security S24).</summary>
public interface ICoverReader
{
    /// <summary>Writes a JPEG without any metadata. Null: there is no picture, or none that should be opened.</summary>
    Task<CoverImage?> ReadAsync(string path, AudioFormat format, string targetPath, CancellationToken cancellationToken);
}

/// <summary>The picture on an audio file, a JPEG of at most <see cref="MaxPixels"/> on its longer side.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="SizeBytes">How long it is.</param>
public sealed record CoverImage(string Sha256, long SizeBytes)
{
    public const int MaxPixels = 1000;
}
