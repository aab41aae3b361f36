namespace YotoSmartStream.AudioFiles;

/// <summary>The bytes as they were uploaded, after their inspection.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Format">What their first bytes say they are.</param>
/// <param name="DurationMilliseconds">What the container says; 0 when it says nothing.</param>
/// <param name="Channels">Of the first audio stream; 0 when only decoding it tells.</param>
/// <param name="SizeBytes">Of the original.</param>
public sealed record SourceAudio(string Sha256, AudioFormat Format, long DurationMilliseconds, int Channels, long SizeBytes = 0);
