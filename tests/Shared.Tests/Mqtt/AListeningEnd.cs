using System.Net;
using System.Net.Sockets;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A broker that does exactly what a test writes down, and nothing by itself.</summary>
internal sealed class AListeningEnd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AListeningEnd() => _listener.Start();

    public Uri Server => new($"mqtt://{_listener.LocalEndpoint}");

    /// <summary>Lets our client in, with this answer.</summary>
    public Meeting AcceptAsync(ConnAckPacket answer, MqttClientSession? session)
    {
        var options = new MqttClientOptions { Server = Server, ClientId = "client", Session = session };
        var client = new MqttConnector(TimeProvider.System).ConnectAsync(options, Deadline.Token());
        return new Meeting(client, AnswerAsync(answer));
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ABareEnd> AnswerAsync(ConnAckPacket answer)
    {
        var server = ABareEnd.Over(await _listener.AcceptSocketAsync(Deadline.Token()));
        await server.ReadAsync<ConnectPacket>();
        server.Send(answer);
        return server;
    }

    internal sealed record Meeting(Task<IMqttConnection> Client, Task<ABareEnd> Server) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await (await Client).DisposeAsync();
            await (await Server).DisposeAsync();
        }
    }
}
