using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Simulation.Faults;

/// <summary>A front door that can be closed or narrowed, as in a reconnect herd.</summary>
internal sealed class FaultyBrokerPolicy(IMqttBrokerPolicy policy, FaultBoard faults, TimeProvider time) : IMqttBrokerPolicy
{
    private static readonly TimeSpan AdmissionPeriod = TimeSpan.FromSeconds(1);
    private const int UsualAdmissions = 10;

    private readonly Lock _gate = new();
    private long _periodBegan;
    private int _admitted;

    public async ValueTask<MqttAdmission> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken)
    {
        var admission = await policy.AuthenticateAsync(request, cancellationToken);
        var accountId = (admission.Principal as Accounts.Account)?.Id;
        var isTurnedAway = faults.StrikeAccount(FaultKind.ConnectionsRefused, accountId) is not null
            || (faults.StrikeAccount(FaultKind.ConnectionsLimited, accountId) is { } limit && IsAboveLimit(limit.Count ?? UsualAdmissions));
        return isTurnedAway ? MqttAdmission.Refuse(MqttConnectReturnCode.ServerUnavailable) : admission;
    }

    public bool MaySubscribe(MqttBrokerClient client, string filter) => policy.MaySubscribe(client, filter);

    public bool MayPublish(MqttBrokerClient client, string topic) => policy.MayPublish(client, topic);

    private bool IsAboveLimit(int admissions)
    {
        lock (_gate)
        {
            if (_admitted is 0 || time.GetElapsedTime(_periodBegan) >= AdmissionPeriod) (_periodBegan, _admitted) = (time.GetTimestamp(), 0);
            return ++_admitted > admissions;
        }
    }
}
