using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>
/// A TCP port whose bytes travel inside WebSocket frames: the way to a WebSocket for programs that speak only TCP. It cuts frames where it
/// likes, as the standard allows (section 6.0), and never at the end of a packet.
/// </summary>
internal sealed class ATunnel : IAsyncDisposable
{
    private const int FrameBytes = 7;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _server;
    private readonly Task _accepting;

    public ATunnel(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAllAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAllAsync()
    {
        while (true) _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task CarryAsync(TcpClient client)
    {
        using (client)
        using (var socket = new ClientWebSocket())
        {
            socket.Options.AddSubProtocol(MqttTransports.WebSocketSubprotocol);
            await socket.ConnectAsync(_server, _stopping.Token);
            await Task.WhenAny(SendAsync(client.GetStream(), socket), ReceiveAsync(socket, client.GetStream()));
        }
    }

    private async Task SendAsync(NetworkStream stream, WebSocket socket)
    {
        var buffer = new byte[FrameBytes];
        while (await stream.ReadAsync(buffer, _stopping.Token) is > 0 and var count)
            await socket.SendAsync(buffer.AsMemory(0, count), WebSocketMessageType.Binary, endOfMessage: true, _stopping.Token);
    }

    private async Task ReceiveAsync(WebSocket socket, NetworkStream stream)
    {
        var buffer = new byte[FrameBytes];
        while (await socket.ReceiveAsync(buffer.AsMemory(), _stopping.Token) is { MessageType: not WebSocketMessageType.Close } received)
            await stream.WriteAsync(buffer.AsMemory(0, received.Count), _stopping.Token);
    }
}
