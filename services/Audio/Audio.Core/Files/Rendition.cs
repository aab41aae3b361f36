namespace YotoSmartStream.AudioFiles;

/// <summary>What is played: MP3, constant 128 kbps, 44.1 kHz, one or two channels, without tags.</summary>
public sealed record Rendition(string Sha256, long SizeBytes, int Channels)
{
    public const int SampleRate = 44_100;

    /// <summary>At a constant 128 kbps.</summary>
    public const int BytesPerMillisecond = 16;

    /// <summary>The smallest piece: 1152 samples.</summary>
    public const double FrameMilliseconds = 1152 * 1000.0 / SampleRate;

    /// <summary>On average; each is a byte longer or shorter than that, and the whole keeps to it.</summary>
    public const double FrameBytes = FrameMilliseconds * BytesPerMillisecond;

    public long DurationMilliseconds => SizeBytes / BytesPerMillisecond;
}
