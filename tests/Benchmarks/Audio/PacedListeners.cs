using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>Many players that each take 128 kbps, while a conversion runs: does anybody run dry, and how long does the first byte take?</summary>
internal static class PacedListeners
{
    private const int BytesPerSecond = 16_000;
    private const int BufferedSeconds = 2;      // What a player has before it begins to play.
    private const int UploadedMinutes = 10;
    private const int PlayedSeconds = 30;
    private static readonly TimeSpan ArriveWithin = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(int count)
    {
        using var folder = new TemporaryFolder();
        await SampleObjects.WriteAsync(folder.Path);
        await using var audio = await ServerProcess.StartAsync("audio", folder.Path);
        await UploadAsync(audio.Addresses.Upload!);

        var before = audio.ProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var listeners = await Task.WhenAll(Enumerable.Range(0, count).Select(number => ListenAsync(new Uri(audio.Addresses.Plain), ArriveWithin * number / count)));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var firstBytes = listeners.Select(listener => listener.FirstByte.TotalMilliseconds).Order().ToList();

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} listeners at 128 kbps for {PlayedSeconds} s: {listeners.Sum(listener => listener.Underruns)} underruns, first byte p50 {firstBytes[count / 2]:0} ms, p99 {firstBytes[count * 99 / 100]:0} ms, "
            + $"server {(audio.ProcessorTime - before).TotalSeconds / seconds:0.00} processors"));
        return 0;
    }

    /// <summary>Audio that is converted while the listeners listen.</summary>
    private static async Task UploadAsync(UploadAddress upload)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("long.flac");
        await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", $"anoisesrc=d={UploadedMinutes * 60}:r=44100:a=0.1", "-c:a", "flac", path], TimeSpan.FromMinutes(3));
        using var client = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", upload.Token) } };
        await using var file = File.OpenRead(path);
        using var response = await client.PostAsync(upload.Url, new MultipartFormDataContent { { new StreamContent(file), "file", "long.flac" } });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<(TimeSpan FirstByte, int Underruns)> ListenAsync(Uri url, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        var asked = Stopwatch.GetTimestamp();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 << 10 };
        await socket.ConnectAsync(url.Host, url.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"));

        var buffer = new byte[BytesPerSecond];
        var got = (long)await socket.ReceiveAsync(buffer);
        var firstByte = Stopwatch.GetElapsedTime(asked);
        var underruns = 0;
        while (got < BytesPerSecond * BufferedSeconds) got += await socket.ReceiveAsync(buffer);

        var playing = Stopwatch.GetTimestamp();
        for (var second = 1; second <= PlayedSeconds; second++)
        {
            var wait = TimeSpan.FromSeconds(second) - Stopwatch.GetElapsedTime(playing);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, TimeProvider.System);
            var needed = (long)BytesPerSecond * (second + BufferedSeconds);
            while (got < needed && await socket.ReceiveAsync(buffer) is var read and > 0) got += read;
            if (Stopwatch.GetElapsedTime(playing).TotalSeconds > second + BufferedSeconds) underruns++;
        }

        return (firstByte, underruns);
    }
}
