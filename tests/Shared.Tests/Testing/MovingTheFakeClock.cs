using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Testing;

public sealed class MovingTheFakeClock
{
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Noon);

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        Assert.Equal(Noon, _time.GetUtcNow());

        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Noon.AddSeconds(90), _time.GetUtcNow());
    }

    [Fact]
    public void Elapsed_time_is_what_the_clock_was_moved_by()
    {
        var before = _time.GetTimestamp();

        _time.Advance(TimeSpan.FromMilliseconds(1500));

        Assert.Equal(TimeSpan.FromMilliseconds(1500), _time.GetElapsedTime(before));
    }

    [Fact]
    public void The_clock_does_not_go_backwards() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_periodic_timer_fires_once_per_period_and_sees_its_own_time()
    {
        var seen = new List<double>();
        using var timer = _time.CreateTimer(
            _ => seen.Add((_time.GetUtcNow() - Noon).TotalSeconds), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([5, 25, 45], seen);
        Assert.Equal(Noon.AddMinutes(1), _time.GetUtcNow());
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_due_times()
    {
        var order = new List<string>();
        using var late = _time.CreateTimer(_ => order.Add("late"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var early = _time.CreateTimer(_ => order.Add("early"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(["early", "late"], order);
    }

    [Fact]
    public void A_timer_set_by_a_timer_fires_within_the_same_move()
    {
        var fired = 0;
        ITimer? second = null;
        using var first = _time.CreateTimer(
            _ => second = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, fired);
        second?.Dispose();
    }

    [Fact]
    public void A_disposed_timer_is_silent_and_cannot_be_set_again()
    {
        var fired = 0;
        var timer = _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0, fired);
        Assert.False(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public async Task A_timer_due_at_once_fires_without_a_move()
    {
        var fired = new TaskCompletionSource();
        using var timer = _time.CreateTimer(_ => fired.SetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        await fired.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_cancellation_by_time_follows_the_fake_clock()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMinutes(15), _time);

        _time.Advance(TimeSpan.FromMinutes(15));

        await Eventually.HoldsAsync(() => source.IsCancellationRequested, TimeSpan.FromSeconds(5), "The token was not cancelled.");
    }
}
