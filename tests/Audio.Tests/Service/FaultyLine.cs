using System.Net;
using System.Net.Sockets;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>A line to a server that a test cuts, mutes or slows down.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private long _sent;
    private long? _cutAfterBytes;
    private long? _loseRepliesAfterBytes;
    private TaskCompletionSource _flowing = Flowing();

    private FaultyLine(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public long SentBytes => Interlocked.Read(ref _sent);

    public static FaultyLine To(Uri server) => new(server);

    /// <summary>After so many bytes from now on every connection is cut, and those to come as well.</summary>
    public void CutAfter(long bytes)
    {
        Interlocked.Exchange(ref _sent, 0);
        _cutAfterBytes = bytes;
    }

    /// <summary>After so many bytes from now on whatever is asked arrives, and instead of an answer the connection ends.</summary>
    public void LoseRepliesAfter(long bytes)
    {
        Interlocked.Exchange(ref _sent, 0);
        _loseRepliesAfterBytes = bytes;
    }

    public void Heal()
    {
        (_cutAfterBytes, _loseRepliesAfterBytes) = (null, null);
        _flowing.TrySetResult();
    }

    /// <summary>Nothing comes back any more until it is healed; the connections stay open.</summary>
    public void Mute() => _flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ConnectAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        using var from = client;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAny(SendAsync(from.GetStream(), to.GetStream()), ReplyAsync(to.GetStream(), from.GetStream()));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // One of both ends is gone.
        }
    }

    private async Task SendAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[4096];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            if (Interlocked.Add(ref _sent, read) > _cutAfterBytes) return;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task ReplyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[4096];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            if (SentBytes > _loseRepliesAfterBytes) return;
            await _flowing.Task.WaitAsync(_end.Token);
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
