namespace YotoSmartStream.Testing;

/// <summary>
/// A clock that moves only when a test moves it. Timers, <c>Task.Delay(…, timeProvider)</c>, <c>PeriodicTimer</c> and
/// <c>CancellationTokenSource</c> made with it fire inside <see cref="Advance"/>, in the order of their due times.
/// </summary>
public sealed class FakeTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _scheduled = [];
    private DateTimeOffset _now = start.ToUniversalTime();

    /// <summary>Starts at noon UTC of a Monday in summer: no edge of a day, a month or a year is near.</summary>
    public FakeTimeProvider() : this(new DateTimeOffset(2030, 7, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>How many timers wait for their time: what a test waits for before it advances the clock under running code.</summary>
    public int PendingTimers
    {
        get { lock (_lock) return _scheduled.Count; }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock; every timer that falls due on the way sees its own due time as now.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        AdvanceTo(GetUtcNow() + by);
    }

    /// <summary>Moves the clock to a time that is not before the present one.</summary>
    public void AdvanceTo(DateTimeOffset target)
    {
        while (TakeNextDue(target) is { } timer) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeNextDue(DateTimeOffset target)
    {
        lock (_lock)
        {
            var next = _scheduled.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);   // Of equals the one set first.
            if (next is null)
            {
                if (target > _now) _now = target;
                return null;
            }

            if (next.Due > _now) _now = next.Due;
            _scheduled.Remove(next);
            if (next.Period > TimeSpan.Zero) Schedule(next, next.Period);
            return next;
        }
    }

    private void Schedule(FakeTimer timer, TimeSpan after)
    {
        timer.Due = _now + after;
        _scheduled.Add(timer);
    }

    private sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }
        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                if (_disposed) return false;
                clock._scheduled.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                if (dueTime > TimeSpan.Zero)
                {
                    clock.Schedule(this, dueTime);
                    return true;
                }

                if (Period > TimeSpan.Zero) clock.Schedule(this, Period);
            }

            ThreadPool.UnsafeQueueUserWorkItem(timer => timer.Fire(), this, preferLocal: false);   // Due at once, as with the real one.
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
            {
                _disposed = true;
                clock._scheduled.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
