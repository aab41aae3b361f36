using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace YotoSmartStream.Mqtt;

/// <summary>Makes transports, for either side.</summary>
public static class MqttTransports
{
    /// <summary>The WebSocket subprotocol of MQTT (section 6.0).</summary>
    public const string WebSocketSubprotocol = "mqtt";

    private const int DefaultPort = 1883;
    private const int DefaultTlsPort = 8883;

    /// <summary>Connects to <c>mqtt://</c>, <c>mqtts://</c>, <c>ws://</c> or <c>wss://</c>.</summary>
    public static ValueTask<IMqttTransport> DialAsync(
        Uri server, RemoteCertificateValidationCallback? certificateValidation, CancellationToken cancellationToken) => server.Scheme switch
    {
        "mqtt" => DialTcpAsync(server, tls: null, cancellationToken),
        "mqtts" => DialTcpAsync(
            server,
            new SslClientAuthenticationOptions { TargetHost = server.Host, RemoteCertificateValidationCallback = certificateValidation },
            cancellationToken),
        "ws" or "wss" => DialWebSocketAsync(server, certificateValidation, cancellationToken),
        _ => throw new ArgumentException($"MQTT is reached over mqtt, mqtts, ws or wss, not over {server.Scheme}.", nameof(server)),
    };

    /// <summary>The transport over an accepted or dialled TCP connection, which it then owns.</summary>
    public static IMqttTransport FromSocket(Socket socket)
    {
        socket.NoDelay = true;   // A press is one small packet; waiting for more would only delay it.
        return new StreamTransport(new NetworkStream(socket, ownsSocket: true), Describe(socket), () => Reset(socket));
    }

    /// <summary>The transport over an accepted or dialled WebSocket, which it then owns.</summary>
    public static IMqttTransport FromWebSocket(WebSocket socket, string remoteAddress)
    {
        var stream = new WebSocketByteStream(socket);
        return new StreamTransport(stream, remoteAddress, socket.Abort, stream.Explain);
    }

    /// <summary>The server's side of TLS over an accepted connection.</summary>
    public static async ValueTask<IMqttTransport> AcceptTlsAsync(Socket socket, SslServerAuthenticationOptions tls, CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        return await SecureAsync(socket, stream, () => stream.AuthenticateAsServerAsync(tls, cancellationToken));
    }

    private static async ValueTask<IMqttTransport> DialTcpAsync(Uri server, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        var port = server.Port > 0 ? server.Port : tls is null ? DefaultPort : DefaultTlsPort;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.IdnHost, port, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (tls is null) return FromSocket(socket);
        socket.NoDelay = true;
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        return await SecureAsync(socket, stream, () => stream.AuthenticateAsClientAsync(tls, cancellationToken));
    }

    private static async ValueTask<IMqttTransport> SecureAsync(Socket socket, SslStream stream, Func<Task> handshake)
    {
        try
        {
            await handshake();
            return new StreamTransport(stream, Describe(socket), () => Reset(socket));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    private static async ValueTask<IMqttTransport> DialWebSocketAsync(
        Uri server, RemoteCertificateValidationCallback? certificateValidation, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(WebSocketSubprotocol);
            socket.Options.KeepAliveInterval = TimeSpan.Zero;   // MQTT has its own.
            if (certificateValidation is not null) socket.Options.RemoteCertificateValidationCallback = certificateValidation;
            await socket.ConnectAsync(server, cancellationToken);
            return FromWebSocket(socket, server.Authority);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Describe(Socket socket) => socket.RemoteEndPoint is IPEndPoint remote ? remote.ToString() : "unknown";

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed already: there is nothing left to reset.
        }

        socket.Dispose();
    }
}
