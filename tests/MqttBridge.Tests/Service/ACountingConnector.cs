using System.Collections.Concurrent;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Bridge.Tests.Service;

/// <summary>The product's own connector, which notes the moment of each CONNECT: after its turn in the budget has come, before the socket is dialled.</summary>
internal sealed class ACountingConnector(int connectsPerSecond) : IMqttConnector
{
    private readonly MqttConnector _connector = new(TimeProvider.System, new MqttConnectBudget(TimeProvider.System, connectsPerSecond));
    private ConcurrentQueue<long> _connects = new();

    public int Connects => _connects.Count;

    /// <summary>How many there were within any second, at most.</summary>
    public int MostWithinASecond
    {
        get
        {
            var (connects, most, first) = (_connects.Order().ToArray(), 0, 0);
            for (var last = 0; last < connects.Length; last++)
            {
                while (TimeProvider.System.GetElapsedTime(connects[first], connects[last]) >= TimeSpan.FromSeconds(1)) first++;
                most = Math.Max(most, last - first + 1);
            }

            return most;
        }
    }

    public void ForgetConnects() => _connects = new();

    public Task<IMqttConnection> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken) => _connector.ConnectAsync(
        options with
        {
            Dial = dialled =>
            {
                _connects.Enqueue(TimeProvider.System.GetTimestamp());
                return MqttTransports.DialAsync(options.Server, options.CertificateValidation, dialled);
            },
        },
        cancellationToken);
}
