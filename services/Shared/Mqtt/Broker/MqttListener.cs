using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace YotoSmartStream.Mqtt;

/// <summary>A TCP or TLS port of a broker. Disposing it stops accepting; standing connections go on.</summary>
public sealed class MqttListener : IAsyncDisposable
{
    private static readonly TimeSpan TlsHandshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    private MqttListener(Socket socket, SslServerAuthenticationOptions? tls, TimeProvider time, Func<IMqttTransport, Task> serve)
    {
        (_socket, _time) = (socket, time);
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _accepting = AcceptAllAsync(tls, serve);
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _socket.Dispose();
        await _accepting;
    }

    internal static MqttListener Start(IPEndPoint endPoint, SslServerAuthenticationOptions? tls, TimeProvider time, Func<IMqttTransport, Task> serve)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen();
            return new MqttListener(socket, tls, time, serve);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAllAsync(SslServerAuthenticationOptions? tls, Func<IMqttTransport, Task> serve)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var accepted = await _socket.AcceptAsync(_stopping.Token);
                _ = ServeAsync(accepted, tls, serve);
            }
            catch (SocketException)
            {
                // One connection broke while it was accepted, or the process has no descriptor left; then trying at once again would only spin.
                await Task.Delay(PauseAfterFailure, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                // The end of listening, which the loop sees.
            }
        }
    }

    private static async Task ServeAsync(Socket accepted, SslServerAuthenticationOptions? tls, Func<IMqttTransport, Task> serve)
    {
        IMqttTransport transport;
        try
        {
            using var timeout = new CancellationTokenSource(TlsHandshakeTimeout);
            transport = tls is null ? MqttTransports.FromSocket(accepted) : await MqttTransports.AcceptTlsAsync(accepted, tls, timeout.Token);
        }
        catch (Exception)
        {
            accepted.Dispose();   // Whatever the handshake failed on, there is nobody to serve.
            return;
        }

        await serve(transport);
    }
}
