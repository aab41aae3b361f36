using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>Asks for ranges over one connection that stays open, and throws the bytes away: it shares the machine with the server, so it must cost little.</summary>
internal sealed class RangeConnection : IDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 << 10];
    private readonly Uri _url;

    private RangeConnection(Uri url) => _url = url;

    public static async Task<RangeConnection> OpenAsync(Uri url)
    {
        var connection = new RangeConnection(url);
        await connection._socket.ConnectAsync(url.Host, url.Port);
        return connection;
    }

    public async Task FetchAsync(long first, long count)
    {
        var last = first + count - 1;
        await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {_url.PathAndQuery} HTTP/1.1\r\nHost: {_url.Authority}\r\nRange: bytes={first}-{last}\r\n\r\n"));
        for (var left = count - await ReadHeadAsync(count); left > 0;) left -= await ReceiveAsync(offset: 0, (int)Math.Min(left, _buffer.Length));
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>How many bytes of the body came with the head.</returns>
    private async Task<int> ReadHeadAsync(long count)
    {
        for (var got = 0; ;)
        {
            got += await ReceiveAsync(got, _buffer.Length - got);
            var end = _buffer.AsSpan(0, got).IndexOf(EndOfHead);
            if (end < 0) continue;

            var head = Encoding.ASCII.GetString(_buffer, 0, end);
            var promised = string.Create(CultureInfo.InvariantCulture, $"Content-Length: {count}");
            if (!head.StartsWith("HTTP/1.1 206", StringComparison.Ordinal) || !head.Contains(promised, StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"Instead of {count} bytes the server answered: {head}");
            return got - end - EndOfHead.Length;
        }
    }

    private async Task<int> ReceiveAsync(int offset, int count)
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(offset, count));
        return received > 0 ? received : throw new InvalidOperationException("The server closed the connection.");
    }
}
