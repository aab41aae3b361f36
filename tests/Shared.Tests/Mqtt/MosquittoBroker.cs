using System.Net;
using System.Net.Sockets;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A real Mosquitto on a free port of this machine.</summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    private readonly MosquittoTool _process;
    private readonly int _port;

    private MosquittoBroker(int port) => (_port, _process) = (port, MosquittoTool.Broker(port));

    public static async Task<MosquittoBroker> StartAsync()
    {
        var mosquitto = new MosquittoBroker(TakeFreePort());
        await Deadline.UntilAsync(() => mosquitto._process.HasExited || mosquitto.Answers(), "mosquitto listens");
        Assert.False(mosquitto._process.HasExited, "Mosquitto ended at once.");
        return mosquitto;
    }

    public Task<IMqttConnection> ConnectAsync(string clientId, bool cleanSession = true, MqttMessage? will = null, TimeSpan? keepAlive = null) =>
        new MqttConnector(TimeProvider.System).ConnectAsync(
            new MqttClientOptions
            {
                Server = new Uri($"mqtt://127.0.0.1:{_port}"),
                ClientId = clientId,
                CleanSession = cleanSession,
                Will = will,
                KeepAlive = keepAlive ?? TimeSpan.FromSeconds(60),
            },
            Deadline.Token());

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static int TakeFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Answers()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
