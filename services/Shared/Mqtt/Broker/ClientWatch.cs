namespace YotoSmartStream.Mqtt;

/// <summary>Ends a client that is silent for one and a half times its keep-alive (MQTT 3.1.1, section 3.1.2.10) or whose credentials end.</summary>
internal sealed class ClientWatch : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);   // A timer cannot be set for years.

    private readonly MqttBrokerClient _client;
    private readonly TimeProvider _time;
    private readonly TimeSpan _silent;
    private readonly ITimer? _timer;
    private long _heardAt;

    public ClientWatch(MqttBrokerClient client, TimeSpan? maximumKeepAlive, TimeProvider time)
    {
        (_client, _time) = (client, time);
        var keepAlive = client.KeepAlive == TimeSpan.Zero || client.KeepAlive > maximumKeepAlive ? maximumKeepAlive ?? client.KeepAlive : client.KeepAlive;
        _silent = keepAlive * 1.5;
        _heardAt = time.GetTimestamp();
        if (_silent == TimeSpan.Zero && client.ExpiresAt is null) return;
        _timer = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Check();
    }

    public void Heard() => Volatile.Write(ref _heardAt, _time.GetTimestamp());

    public void Dispose() => _timer?.Dispose();

    private void Check()
    {
        var untilEnd = _client.ExpiresAt - _time.GetUtcNow() ?? LongestWait;
        if (untilEnd <= TimeSpan.Zero)
        {
            _client.End?.Invoke(MqttClosure.Expired);
            return;
        }

        var untilSilent = _silent == TimeSpan.Zero ? LongestWait : _silent - _time.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (untilSilent <= TimeSpan.Zero)
        {
            if (!_client.IsBlackholed)
            {
                _client.End?.Invoke(MqttClosure.Silence);
                return;
            }

            untilSilent = _silent;   // A dead path is meant to be discovered by the client.
        }

        var wait = untilEnd < untilSilent ? untilEnd : untilSilent;
        wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(wait.TotalMilliseconds, LongestWait.TotalMilliseconds)));
        _timer?.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
