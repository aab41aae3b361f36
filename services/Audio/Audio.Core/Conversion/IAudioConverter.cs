using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>The tool that reads and encodes audio. It gets local files and a sniffed format, never a name or an address of a user's (security S22).</summary>
public interface IAudioConverter
{
    /// <summary>What the decoder takes the bytes for; null when that is none of the accepted formats.</summary>
    Task<AudioFormat?> DetectAsync(string path, CancellationToken cancellationToken);

    /// <returns>422 <c>audio.undecodable</c>, <c>audio.no-audio-stream</c>, <c>audio.too-complex</c>; 503 <c>audio.converter-unavailable</c>.</returns>
    Task<Result<AudioProbe>> ProbeAsync(string path, AudioFormat format, CancellationToken cancellationToken);

    /// <summary>The names and chapters in it; none when they cannot be read, for sound is what counts.</summary>
    Task<EmbeddedTags> ReadTagsAsync(string path, AudioFormat format, CancellationToken cancellationToken);

    /// <summary>Whether there is sound at that moment: headers claim what they like.</summary>
    Task<bool> ReachesAsync(string path, AudioFormat format, TimeSpan position, CancellationToken cancellationToken);

    /// <summary>Plays it to <paramref name="hear"/>: interleaved samples at 44.1 kHz.</summary>
    /// <returns>422 <c>audio.undecodable</c>, <c>audio.conversion-failed</c> when a limit of time or memory was hit.</returns>
    Task<Result> DecodeAsync(DecodingOrder order, SampleListener hear, CancellationToken cancellationToken);

    /// <summary>Writes MP3 as <see cref="Rendition"/> wants it to <paramref name="target"/>.</summary>
    /// <returns>422 <c>audio.undecodable</c>, <c>audio.conversion-failed</c> when a limit of time or memory was hit.</returns>
    Task<Result> EncodeAsync(DecodingOrder order, double gainDb, Stream target, CancellationToken cancellationToken);
}

public delegate void SampleListener(ReadOnlySpan<float> samples);

/// <param name="Format">Under which it was read.</param>
/// <param name="Duration">What the container says; zero when it says nothing.</param>
/// <param name="Channels">Of the first audio stream; 0 when the decoder does not know before it begins.</param>
/// <param name="Streams">Of every kind.</param>
public sealed record AudioProbe(AudioFormat Format, TimeSpan Duration, int Channels, int Streams);

/// <param name="SourcePath">A local file.</param>
/// <param name="Format">As sniffed.</param>
/// <param name="Channels">1 or 2: what comes out.</param>
/// <param name="MaxDuration">It ends here.</param>
/// <param name="IsTiny">A few samples only, of which nothing would be left by a resampler that looks ahead and back.</param>
public sealed record DecodingOrder(string SourcePath, AudioFormat Format, int Channels, TimeSpan MaxDuration, bool IsTiny = false);
