using System.Runtime.InteropServices;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Real audio in memory, made by ffmpeg.</summary>
internal static class Samples
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    public static Task<byte[]> WavAsync(double seconds = 3, int frequencyHz = 440, int channels = 1) => MakeAsync("wav", seconds, frequencyHz, channels);

    public static Task<byte[]> MakeAsync(string extension, double seconds = 3, int frequencyHz = 440, int channels = 1, params string[] encoding) =>
        DrawAsync(FormattableString.Invariant($"sine=frequency={frequencyHz}:duration={seconds}"), extension, ["-ac", $"{channels}", .. encoding]);

    /// <param name="source">A source of ffmpeg's, such as <c>anoisesrc=d=3</c>.</param>
    /// <param name="extension">Of the file that it would be.</param>
    /// <param name="encoding">More arguments.</param>
    public static async Task<byte[]> DrawAsync(string source, string extension = "wav", params string[] encoding)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"sample.{extension}");
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source, .. encoding, path], Deadline);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>Interleaved samples of a file in memory, as ffmpeg decodes it.</summary>
    public static async Task<float[]> DecodeAsync(byte[] mp3)
    {
        using var folder = new TemporaryFolder();
        var (path, decoded) = (folder.File("sample.mp3"), folder.File("decoded.f32"));
        await File.WriteAllBytesAsync(path, mp3);
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-xerror", "-f", "mp3", "-i", path, "-f", "f32le", decoded], Deadline);
        return MemoryMarshal.Cast<byte, float>(await File.ReadAllBytesAsync(decoded)).ToArray();
    }

    public static byte[] FirstHalf(byte[] bytes) => bytes[..(bytes.Length / 2)];
}
