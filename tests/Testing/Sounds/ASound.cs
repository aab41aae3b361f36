using System.Globalization;

namespace YotoSmartStream.Testing;

/// <summary>Sound files for tests: real ones, made by the programs that make them for families, too.</summary>
public static class ASound
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>A tone as 16-bit PCM.</summary>
    public static Task<string> WavAsync(TemporaryFolder folder, double seconds, int frequencyHz = 440, int sampleRateHz = 44_100, int channels = 1) =>
        MakeAsync(folder, "wav", seconds, frequencyHz, ["-ar", Text(sampleRateHz), "-ac", Text(channels), "-c:a", "pcm_s16le"]);

    /// <summary>A tone as MP3 with a constant bit rate.</summary>
    public static Task<string> Mp3Async(TemporaryFolder folder, double seconds, int frequencyHz = 440, int kilobitsPerSecond = 128, int sampleRateHz = 44_100) =>
        MakeAsync(folder, "mp3", seconds, frequencyHz,
            ["-ar", Text(sampleRateHz), "-c:a", "libmp3lame", "-b:a", $"{Text(kilobitsPerSecond)}k"]);

    /// <summary>A spoken sentence as WAV.</summary>
    public static async Task<string> SpeechAsync(TemporaryFolder folder, string sentence, int wordsPerMinute = 160)
    {
        var path = NewFile(folder, "wav");
        await ProcessRunner.RunAsync("espeak-ng", ["-s", Text(wordsPerMinute), "-w", path, "--", sentence], Deadline);
        return path;
    }

    private static async Task<string> MakeAsync(TemporaryFolder folder, string extension, double seconds, int frequencyHz, string[] encoding)
    {
        var path = NewFile(folder, extension);
        var tone = $"sine=frequency={Text(frequencyHz)}:duration={Text(seconds)}";
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", tone, .. encoding, path], Deadline);
        return path;
    }

    private static string NewFile(TemporaryFolder folder, string extension) => folder.File($"{Guid.CreateVersion7():n}.{extension}");

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
