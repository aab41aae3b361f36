using System.IO.Pipelines;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>Clients of a broker that have no network behind them.</summary>
internal sealed class ANetworkOfNothing : IMqttTransport
{
    public PipeReader Input { get; } = PipeReader.Create(Stream.Null);

    public string RemoteAddress => "nowhere";

    public MqttBrokerClient AClient(string clientId, bool cleanSession)
    {
        var request = new MqttConnectRequest(clientId, null, null, cleanSession, TimeSpan.Zero, null, RemoteAddress);
        return new MqttBrokerClient(request, MqttAdmission.Accept(), DateTimeOffset.UnixEpoch, this, new PacketOutput(this, TimeProvider.System));
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
