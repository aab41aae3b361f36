using System.Net;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Simulation.Broker;

/// <summary>
/// The same broker without Yoto's rules, on a port of its own: everyone may do everything, in every quality. MQTT conformance suites, which
/// know no access tokens, are run against it.
/// </summary>
internal sealed class OpenBroker : IAsyncDisposable
{
    private readonly MqttBroker _broker;
    private readonly MqttListener _listener;

    public OpenBroker(IPEndPoint endPoint, TimeProvider time)
    {
        _broker = new MqttBroker(new OpenPolicy(), new MqttBrokerOptions { ClosesOnRefusedSubscription = false }, time);
        _listener = _broker.Listen(endPoint);
    }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private sealed class OpenPolicy : IMqttBrokerPolicy
    {
        private const string RefusedFilter = "test/nosubscribe";   // By its name suites ask for a refusal.

        public ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(MqttAdmission.Accept());

        public bool MaySubscribe(MqttBrokerClient client, string filter) => filter is not RefusedFilter;

        public bool MayPublish(MqttBrokerClient client, string topic) => true;
    }
}
