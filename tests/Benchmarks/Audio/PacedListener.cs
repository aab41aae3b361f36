using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace YotoSmartStream.Benchmarks.Audio;

/// <param name="FirstByte">How long it took from the call to the first byte.</param>
/// <param name="Underruns">Seconds in which the player had nothing left to play.</param>
/// <param name="WasCutOff">The connection ended before its time.</param>
internal sealed record Heard(TimeSpan FirstByte, int Underruns, bool WasCutOff);

/// <summary>A player that fills its buffer, then takes 128 kbps: it asks for a second of audio every second and no more.</summary>
internal sealed class PacedListener(Uri url)
{
    private const int BytesPerSecond = 16_000;
    private const int BufferedSeconds = 2;      // What a player has before it begins to play.

    private readonly byte[] _buffer = new byte[BytesPerSecond];

    public async Task<Heard> ListenAsync(TimeSpan after, int seconds)
    {
        await Task.Delay(after, TimeProvider.System);
        var called = Stopwatch.GetTimestamp();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 << 10 };
        var (firstByte, underruns) = (TimeSpan.Zero, 0);
        try
        {
            await socket.ConnectAsync(url.Host, url.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"));
            var got = await ReceiveAsync(socket);
            firstByte = Stopwatch.GetElapsedTime(called);

            while (got < BytesPerSecond * BufferedSeconds) got += await ReceiveAsync(socket);
            var playing = Stopwatch.GetTimestamp();
            for (var second = 1; second <= seconds; second++)
            {
                var early = TimeSpan.FromSeconds(second) - Stopwatch.GetElapsedTime(playing);
                if (early > TimeSpan.Zero) await Task.Delay(early, TimeProvider.System);
                var playedWhenThisCame = second + BufferedSeconds;
                while (got < (long)BytesPerSecond * playedWhenThisCame) got += await ReceiveAsync(socket);
                if (Stopwatch.GetElapsedTime(playing).TotalSeconds > playedWhenThisCame) underruns++;
            }

            return new(firstByte, underruns, WasCutOff: false);
        }
        catch (Exception exception) when (exception is SocketException or EndOfStreamException)
        {
            return new(firstByte, underruns, WasCutOff: true);
        }
    }

    private async Task<long> ReceiveAsync(Socket socket) =>
        await socket.ReceiveAsync(_buffer) is var received and > 0 ? received : throw new EndOfStreamException("The server closed the connection.");
}
