using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>The tool that reads and encodes audio. It gets local files and a sniffed format, never a name or an address of a user's (security S22).</summary>
public interface IAudioConverter
{
    /// <returns>422 <c>audio.undecodable</c>, <c>audio.no-audio-stream</c>; 503 <c>audio.converter-unavailable</c>.</returns>
    Task<Result<AudioProbe>> ProbeAsync(string path, AudioFormat format, CancellationToken cancellationToken);

    /// <returns>422 <c>audio.undecodable</c>, <c>audio.conversion-failed</c> when a limit of time or size was hit.</returns>
    Task<Result> ConvertAsync(ConversionOrder order, Action<TimeSpan> onProgress, CancellationToken cancellationToken);
}

/// <param name="Duration">What the container says; zero when it says nothing.</param>
/// <param name="Channels">Of the first audio stream.</param>
public sealed record AudioProbe(TimeSpan Duration, int Channels);

/// <param name="SourcePath">A local file.</param>
/// <param name="Format">As sniffed.</param>
/// <param name="TargetPath">A local path; nothing is there yet.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="MaxDuration">The output ends here.</param>
public sealed record ConversionOrder(string SourcePath, AudioFormat Format, string TargetPath, int Channels, TimeSpan MaxDuration);
