using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Real audio in memory, made by ffmpeg.</summary>
internal static class Samples
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static Task<byte[]> WavAsync(double seconds = 3, int frequencyHz = 440, int channels = 1) => MakeAsync("wav", seconds, frequencyHz, channels);

    public static async Task<byte[]> MakeAsync(string extension, double seconds = 3, int frequencyHz = 440, int channels = 1, params string[] encoding)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"sample.{extension}");
        await ProcessRunner.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", FormattableString.Invariant($"sine=frequency={frequencyHz}:duration={seconds}"), "-ac", $"{channels}", .. encoding, path],
            Deadline);
        return await File.ReadAllBytesAsync(path);
    }

    public static byte[] FirstHalf(byte[] bytes) => bytes[..(bytes.Length / 2)];
}
