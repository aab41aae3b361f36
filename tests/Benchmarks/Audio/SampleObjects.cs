using System.Security.Cryptography;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>The bytes that both servers send: what is in them is nothing to streaming.</summary>
internal static class SampleObjects
{
    public const int PlainBytes = 64 << 20;
    public const int ItemBytes = 4 << 20;
    public const int Items = PlainBytes / ItemBytes;

    public static string PlainPath(string folder) => Path.Combine(folder, "plain.mp3");

    public static async Task WriteAsync(string folder)
    {
        var bytes = new byte[PlainBytes];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(PlainPath(folder), bytes);
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
