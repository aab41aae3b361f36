using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A policy of which each test says only what it is about.</summary>
internal sealed class APolicy : IMqttBrokerPolicy
{
    public Func<MqttConnectRequest, MqttAdmission> Authenticate { get; init; } = _ => MqttAdmission.Accept();

    public Func<string, bool> PermitSubscribe { get; init; } = _ => true;

    public Func<string, bool> PermitPublish { get; init; } = _ => true;

    public ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) => new(Authenticate(request));

    public bool MaySubscribe(MqttBrokerClient client, string filter) => PermitSubscribe(filter);

    public bool MayPublish(MqttBrokerClient client, string topic) => PermitPublish(topic);
}
