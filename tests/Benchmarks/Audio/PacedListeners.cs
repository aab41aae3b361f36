using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>
/// Many players that each take 128 kbps while audio is converted: does anybody run dry, and how long does the first byte take? The anchor
/// is bare Kestrel under the same crowd, beside a bare ffmpeg that converts the same audio.
/// </summary>
internal static class PacedListeners
{
    private const int ConvertedMinutes = 180;
    private const int PlayedSeconds = 30;
    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await SampleObjects.WriteAsync(folder.Path);
        var upload = folder.File("long.flac");
        await RunFfmpegAsync(["-f", "lavfi", "-i", $"sine=f=300:r=44100:d={ConvertedMinutes * 60}", "-c:a", "flac", "-compression_level", "0", upload]);

        await MeasureBareAsync(folder.Path, upload, count);
        await MeasureAudioAsync(folder.Path, upload, count);
        return 0;
    }

    private static async Task MeasureBareAsync(string folder, string upload, int count)
    {
        await using var bare = await ServerProcess.StartAsync("bare", folder);
        using var converting = Process.Start("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", upload, "-b:a", "128k", Path.Combine(folder, "long.mp3")]);
        await MeasureAsync("Kestrel Results.File", bare, count, () => Task.FromResult(!converting.HasExited));
        if (!converting.HasExited) converting.Kill();
    }

    private static async Task MeasureAudioAsync(string folder, string upload, int count)
    {
        await using var audio = await ServerProcess.StartAsync("audio", folder);
        var (url, token) = audio.Addresses.Upload!;
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        await using var file = File.OpenRead(upload);
        using var response = await client.PostAsync(url, new MultipartFormDataContent { { new StreamContent(file), "file", "long.flac" } });
        response.EnsureSuccessStatusCode();
        await MeasureAsync("audio file", audio, count, async () => (await client.GetStringAsync(url)).Contains("converting", StringComparison.Ordinal));
    }

    private static async Task MeasureAsync(string name, ServerProcess server, int count, Func<Task<bool>> isStillConverting)
    {
        var url = new Uri(server.Addresses.Plain);
        var before = server.ProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var heard = await Task.WhenAll(Enumerable.Range(0, count).Select(number => new PacedListener(url).ListenAsync(ArriveWithin * number / count, PlayedSeconds)));

        var processors = (server.ProcessorTime - before).TotalSeconds / Stopwatch.GetElapsedTime(began).TotalSeconds;
        var firstBytes = heard.Select(listener => listener.FirstByte.TotalMilliseconds).Order().ToList();
        var beside = await isStillConverting() ? "a conversion ran all the time" : "THE CONVERSION ENDED BEFORE";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-22} {count} listeners at 128 kbps for {PlayedSeconds} s: {heard.Sum(listener => listener.Underruns)} underruns, {heard.Count(listener => listener.WasCutOff)} cut off, "
            + $"first byte p50 {firstBytes[count / 2]:0} ms, p99 {firstBytes[count * 99 / 100]:0} ms, server {processors:0.00} processors, {beside}"));
    }

    private static Task RunFfmpegAsync(string[] arguments) => ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", .. arguments], TimeSpan.FromMinutes(3));
}
