using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace YotoSmartStream.Testing;

/// <summary>Stands between a client and a server, and breaks what it carries in the ways of real networks.</summary>
public sealed class ABadNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _carried = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly IPEndPoint _server;
    private readonly Task _accepting;
    private TaskCompletionSource _mayPass = Passing();
    private long _bytesUntilTheCut = long.MaxValue;
    private bool _damages;

    public ABadNetwork(Uri server)
    {
        _server = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Towards(Uri server) => new UriBuilder(server) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    /// <summary>Resets every connection.</summary>
    public void Reset()
    {
        foreach (var (client, server) in _carried)
        {
            client.Close(timeout: 0);
            server.Close(timeout: 0);
        }
    }

    /// <summary>The server is out of reach: every connection is reset, and new ones are too.</summary>
    public void CutOff() => CutOffAfter(0);

    /// <summary>The same, once it has sent that many more bytes.</summary>
    public void CutOffAfter(long bytes)
    {
        Interlocked.Exchange(ref _bytesUntilTheCut, bytes);
        if (bytes == 0) Reset();
    }

    /// <summary>One bit of every larger portion that is sent to the server arrives turned.</summary>
    public void DamageWhatIsSent() => _damages = true;

    /// <summary>Nothing comes through any more, in either direction, and nobody is told.</summary>
    public void SwallowEverything() => Interlocked.CompareExchange(ref _mayPass, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), _mayPass);

    /// <summary>New connections work again; what was swallowed stays swallowed, for its connections are dead.</summary>
    public void Heal()
    {
        Reset();
        _damages = false;
        Interlocked.Exchange(ref _bytesUntilTheCut, long.MaxValue);
        Interlocked.Exchange(ref _mayPass, Passing()).TrySetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Reset();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptSocketAsync(_ending.Token);
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            client.NoDelay = true;
            if (Interlocked.Read(ref _bytesUntilTheCut) <= 0)
            {
                client.Close(timeout: 0);
                continue;
            }

            _carried[client] = server;
            _ = CarryAsync(client, server);
        }
    }

    private async Task CarryAsync(Socket client, Socket server)
    {
        try
        {
            await _mayPass.Task;
            await server.ConnectAsync(_server, _ending.Token);
            await Task.WhenAny(PumpAsync(client, server, isToServer: true), PumpAsync(server, client, isToServer: false));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two ends is gone.
        }

        _carried.TryRemove(client, out _);
        client.Dispose();
        server.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, bool isToServer)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _ending.Token) is > 0 and var count)
            {
                await _mayPass.Task;
                if (!isToServer && Interlocked.Add(ref _bytesUntilTheCut, -count) <= 0) Reset();
                if (isToServer && _damages && count == buffer.Length) buffer[^1] ^= 1;
                await to.SendAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The other direction ends with this one.
        }
    }

    private static TaskCompletionSource Passing()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
