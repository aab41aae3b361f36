namespace YotoSmartStream.Mqtt;

/// <summary>
/// Pings when a connection has been quiet in either direction for three quarters of the keep-alive, and calls it silent when nothing was heard for
/// one and a half times as long (MQTT 3.1.1, section 3.1.2.10, from the client's side).
/// </summary>
internal sealed class KeepAlive : IDisposable
{
    private readonly TimeSpan _quiet;
    private readonly TimeSpan _silent;
    private readonly TimeProvider _time;
    private readonly Action _ping;
    private readonly Action _giveUp;
    private readonly Func<bool> _isExcused;
    private readonly ITimer? _timer;
    private long _heardAt;
    private long _saidAt;
    private bool _awaitsAnswer;

    public KeepAlive(TimeSpan interval, TimeProvider time, Action ping, Action giveUp, Func<bool> isExcused)
    {
        (_time, _ping, _giveUp, _isExcused) = (time, ping, giveUp, isExcused);
        _quiet = interval * 0.75;
        _silent = interval * 1.5;
        _heardAt = _saidAt = time.GetTimestamp();
        if (interval > TimeSpan.Zero) _timer = time.CreateTimer(_ => Check(), null, _quiet, Timeout.InfiniteTimeSpan);
    }

    public void Heard()
    {
        _awaitsAnswer = false;
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
    }

    public void Said() => Volatile.Write(ref _saidAt, _time.GetTimestamp());

    public void Dispose() => _timer?.Dispose();

    private void Check()
    {
        if (_isExcused()) Heard();
        var sinceHeard = _time.GetElapsedTime(Volatile.Read(ref _heardAt));
        if (sinceHeard >= _silent)
        {
            _giveUp();
            return;
        }

        var sinceSaid = _time.GetElapsedTime(Volatile.Read(ref _saidAt));
        if (sinceSaid >= _quiet || (sinceHeard >= _quiet && !_awaitsAnswer))
        {
            _awaitsAnswer = true;
            _ping();
            sinceSaid = TimeSpan.Zero;
        }

        var untilNext = Smaller(_quiet - sinceSaid, _silent - sinceHeard);
        if (!_awaitsAnswer) untilNext = Smaller(untilNext, _quiet - sinceHeard);
        _timer?.Change(Smaller(_silent, Larger(untilNext, TimeSpan.FromMilliseconds(1))), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Smaller(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Larger(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
