using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using YotoSmartStream.Benchmarks.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Intake;

/// <summary>
/// How much memory a large upload takes and how long, beside the plain work of hashing and writing the same bytes; and how long it is from an
/// upload until its audio can be played, beside bare ffmpeg making the same MP3 of the same file.
/// </summary>
internal static class IntakeBenchmarks
{
    private const long LargeBytes = 2_000_000_000;
    private const int Rounds = 3;
    private const int Minutes = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync()
    {
        await MeasureMemoryAsync();
        foreach (var (extension, encoding) in ((string, string[])[])[("wav", []), ("flac", []), ("m4b", ["-c:a", "aac", "-b:a", "64k", "-f", "ipod"])]) await MeasureReadyAsync(extension, encoding);
        return 0;
    }

    private static async Task MeasureMemoryAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync("intake", folder.Path);
        using var client = new IntakeClient(server.Addresses.Upload!);
        await client.CancelAsync(await client.SendWholeAsync(new LargeWave(10_000_000, seed: 1), "warm.wav"));      // Warm.
        await client.CancelAsync(await client.SendResumablyAsync(new LargeWave(40_000_000, seed: 2), "warm.wav"));

        var plain = await TimeAsync(() => WriteAsync(new LargeWave(LargeBytes, seed: 3), folder.File("plain.wav")));
        File.Delete(folder.File("plain.wav"));
        Console.WriteLine(Line($"hashing and writing {LargeBytes / 1e9:0.0} GB takes {plain.TotalSeconds:0.0} s"));
        await MeasureAsync("one request", client.SendWholeAsync, seed: 4);
        await MeasureAsync("tus", client.SendResumablyAsync, seed: 5);

        async Task MeasureAsync(string way, Func<Stream, string, Task<Guid>> send, int seed)
        {
            var before = server.PeakMemoryBytes;
            var id = Guid.Empty;
            var took = await TimeAsync(async () => id = await send(new LargeWave(LargeBytes, seed), "large.wav"));
            Console.WriteLine(Line(
                $"{way,-12} {LargeBytes / 1e9:0.0} GB in {took.TotalSeconds:0.0} s ({took / plain:0.0} x the plain work); VmHWM {before >> 20} MB before, {server.PeakMemoryBytes >> 20} MB after: +{(server.PeakMemoryBytes - before) >> 20} MB"));
            await client.CancelAsync(id);
            await client.DeleteAsync(id);
        }
    }

    private static async Task WriteAsync(Stream bytes, string path)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.Create(path);
        var buffer = new byte[1 << 16];
        while (await bytes.ReadAsync(buffer) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static async Task MeasureReadyAsync(string extension, string[] encoding)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync("intake", folder.Path);
        using var client = new IntakeClient(server.Addresses.Upload!);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var sample = folder.File($"{round}.{extension}");
            await FfmpegAsync(["-f", "lavfi", "-i", $"anoisesrc=d={Minutes * 60}:r=44100:a=0.1:color=pink:seed={round}", "-ac", "2", .. encoding, sample]);
            var alone = await TimeAsync(() => FfmpegAsync(["-i", sample, "-map", "0:a:0", "-c:a", "libmp3lame", "-b:a", "128k", "-ar", "44100", "-f", "mp3", folder.File("bare.mp3")]));
            await using var file = File.OpenRead(sample);
            var product = await TimeAsync(async () => await client.UntilReadyAsync(await client.SendWholeAsync(file, $"sample.{extension}")));
            if (round == 0) continue;      // Warm.
            ours.Add(product.TotalSeconds);
            bare.Add(alone.TotalSeconds);
        }

        var (median, anchor) = (ours.Order().ElementAt(Rounds / 2), bare.Order().ElementAt(Rounds / 2));
        Console.WriteLine(Line(
            $"upload until ready, {Minutes} min of {extension,-4} {median:0.0} s ({ours.Min():0.0} to {ours.Max():0.0}); bare ffmpeg {anchor:0.0} s ({bare.Min():0.0} to {bare.Max():0.0}); ratio {median / anchor:0.00}, above 1.1 x: {median - (1.1 * anchor):+0.0;-0.0} s, above 1.5 x: {median - (1.5 * anchor):+0.0;-0.0} s"));
    }

    private static Task FfmpegAsync(string[] arguments) => ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments], Deadline);

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
