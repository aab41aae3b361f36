using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A broker on free ports of this machine, over TCP and WebSocket, and clients of it.</summary>
internal sealed class BrokerFixture : IAsyncDisposable
{
    private readonly MqttListener _listener;
    private readonly List<IMqttConnection> _connections = [];
    private WebApplication? _web;

    private BrokerFixture(MqttBroker broker)
    {
        Broker = broker;
        _listener = broker.Listen(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public MqttBroker Broker { get; }

    public int Port => _listener.EndPoint.Port;

    public Uri TcpServer => new($"mqtt://127.0.0.1:{Port}");

    public static BrokerFixture Start(IMqttBrokerPolicy? policy = null, MqttBrokerOptions? options = null) =>
        new(new MqttBroker(policy ?? new PermissiveMqttBrokerPolicy(), options ?? new MqttBrokerOptions(), TimeProvider.System));

    public async Task<Uri> StartWebSocketAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.UseWebSockets();
        _web.MapMqttBroker("/mqtt", Broker);
        await _web.StartAsync();
        var address = _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(address.Replace("http://", "ws://", StringComparison.Ordinal) + "/mqtt");
    }

    public async Task<IMqttConnection> ConnectAsync(string clientId, Func<MqttClientOptions, MqttClientOptions>? configure = null)
    {
        var options = new MqttClientOptions { Server = TcpServer, ClientId = clientId };
        var connection = await new MqttConnector(TimeProvider.System).ConnectAsync(configure?.Invoke(options) ?? options, Deadline.Token());
        _connections.Add(connection);
        return connection;
    }

    /// <summary>A bare client that has subscribed to one filter.</summary>
    public async Task<ABareEnd> SubscriberAsync(string clientId, string filter, QualityOfService quality, bool cleanSession = true)
    {
        var client = await ABareEnd.ConnectAsync(Port, clientId, cleanSession);
        client.Send(new SubscribePacket(1, [new MqttSubscription(filter, quality)]));
        await client.ReadAsync<SubAckPacket>();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
        await Broker.DisposeAsync();
        if (_web is not null) await _web.DisposeAsync();
    }
}
