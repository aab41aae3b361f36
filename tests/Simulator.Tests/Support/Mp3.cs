namespace YotoSmartStream.Simulation.Tests.Support;

/// <summary>Silent MP3 audio: whole frames of 128 kbit/s at 44.1 kHz.</summary>
internal static class Mp3
{
    public const double SecondsPerFrame = 1152.0 / 44100;
    private const int BytesPerFrame = 417;
    private static readonly byte[] Header = [0xFF, 0xFB, 0x90, 0x64];

    public static byte[] OfSeconds(double seconds) => OfFrames((int)Math.Round(seconds / SecondsPerFrame));

    public static byte[] OfFrames(int frames)
    {
        var audio = new byte[frames * BytesPerFrame];
        for (var frame = 0; frame < frames; frame++)
            Header.CopyTo(audio, frame * BytesPerFrame);
        return audio;
    }
}
