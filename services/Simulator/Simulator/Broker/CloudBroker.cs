using System.Net;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Broker;

/// <summary>The broker between clients and players: clients' commands go to the players, players' reports go to the clients.</summary>
internal sealed class CloudBroker : IAsyncDisposable
{
    private readonly MqttBroker _broker;
    private readonly MqttListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _carrying;

    public CloudBroker(SimulatedCloudOptions options, IMqttBrokerPolicy policy, AccountRegistry accounts, PlayerUplink uplink)
    {
        var brokerOptions = new MqttBrokerOptions
        {
            // What AWS IoT offers.
            MaximumQualityOfService = QualityOfService.AtLeastOnce,
            MaximumPacketBytes = 128 * 1024,
            MaximumKeepAlive = TimeSpan.FromMinutes(20),
        };
        _broker = new MqttBroker(policy, brokerOptions, options.TimeProvider, options.LoggerFactory.CreateLogger<MqttBroker>());
        _broker.OnPublished((_, message, _) =>
        {
            HandOver(message, accounts);
            return ValueTask.CompletedTask;
        });
        _broker.OnDisconnected((client, _) => (client.Principal as PlayerConnection)?.HasEnded());
        _listener = _broker.Listen(options.Mqtt);
        _carrying = uplink.CarryToAsync(_broker, _stopping.Token);
    }

    public IPEndPoint TcpEndPoint => _listener.EndPoint;

    /// <summary>The programs that are connected now; players are clients of the broker, too, but not of this list.</summary>
    public IReadOnlyList<MqttBrokerClient> Programs => [.. _broker.Clients.Where(client => client.Principal is not PlayerConnection)];

    /// <summary>The player's own connection, unless it has none now.</summary>
    public MqttBrokerClient? FindPlayer(string playerId) => _broker.FindClient(playerId) is { Principal: PlayerConnection } client ? client : null;

    public async Task ServeWebSocketAsync(HttpContext context)
    {
        var isOffered = context.WebSockets.WebSocketRequestedProtocols.Contains(MqttTransports.WebSocketSubprotocol);
        var socket = await context.WebSockets.AcceptWebSocketAsync(isOffered ? MqttTransports.WebSocketSubprotocol : null);
        await _broker.ServeAsync(socket, context.Connection.RemoteIpAddress?.ToString() ?? "", context.RequestAborted);
    }

    /// <summary>Closes every connection and forgets what was retained.</summary>
    public void Reset() => _broker.Reset();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _carrying;
        }
        catch (OperationCanceledException)
        {
            // The line was cut on purpose.
        }
        await _broker.DisposeAsync();
        _stopping.Dispose();
    }

    private static void HandOver(MqttMessage message, AccountRegistry accounts)
    {
        if (DeviceTopic.Parse(message.Topic) is { Command: { } command } topic)
            accounts.FindPlayer(topic.DeviceId)?.Receive(command, message.PayloadText);
    }
}
