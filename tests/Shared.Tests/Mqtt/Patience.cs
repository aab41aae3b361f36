using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Shared.Tests.Mqtt;

public sealed class Patience
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly List<double> _pings = [];
    private double? _gaveUpAfter;

    [Fact]
    public void A_quiet_connection_is_pinged_within_the_keep_alive()
    {
        using var keepAlive = AKeepAlive(onPing: self => self.Heard());

        _time.Advance(Minute * 10);

        Assert.Equal(13, _pings.Count);
        Assert.Equal(45, _pings[0]);
        Assert.All(_pings.Zip(_pings.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 60));
        Assert.Null(_gaveUpAfter);
    }

    [Fact]
    public void A_client_that_only_listens_still_pings_so_that_the_broker_hears_it()
    {
        using var keepAlive = AKeepAlive();

        for (var second = 0; second < 120; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            keepAlive.Heard();
        }

        Assert.Equal([45, 90], _pings);
    }

    [Fact]
    public void Silence_is_noticed_after_one_and_a_half_times_the_keep_alive()
    {
        using var keepAlive = AKeepAlive();

        _time.Advance(Minute * 3);

        Assert.Equal(90, _gaveUpAfter);
    }

    [Fact]
    public void A_client_that_only_talks_notices_silence_too()
    {
        using var keepAlive = AKeepAlive();

        for (var second = 0; second < 100; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            keepAlive.Said();
        }

        Assert.Equal(90, _gaveUpAfter);
    }

    [Fact]
    public void Silence_is_nobodys_fault_while_reading_is_paused()
    {
        using var keepAlive = AKeepAlive(isExcused: () => true);

        _time.Advance(Minute * 10);

        Assert.Null(_gaveUpAfter);
    }

    [Fact]
    public async Task No_second_sees_more_connects_than_the_budget()
    {
        var budget = new MqttConnectBudget(_time, connectsPerSecond: 5);
        var grantedAt = new List<DateTimeOffset>();

        var waiting = Enumerable.Range(0, 23).Select(async _ =>
        {
            await budget.WaitAsync(Deadline.Token());
            lock (grantedAt) grantedAt.Add(_time.GetUtcNow());
        }).ToList();
        while (waiting.Any(task => !task.IsCompleted))
        {
            await Deadline.UntilAsync(() => _time.TimerCount > 0 || waiting.All(task => task.IsCompleted), "the next waiter sets its timer");
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await Task.WhenAll(waiting);
        Assert.Equal(23, grantedAt.Count);
        Assert.All(grantedAt, start => Assert.InRange(grantedAt.Count(at => at >= start && at < start + TimeSpan.FromSeconds(1)), 1, 5));
        Assert.InRange((grantedAt.Max() - grantedAt.Min()).TotalSeconds, 4, 6);
    }

    [Fact]
    public async Task A_connect_that_is_given_up_costs_nothing()
    {
        var budget = new MqttConnectBudget(_time, connectsPerSecond: 1);
        await budget.WaitAsync(Deadline.Token());
        using var impatience = new CancellationTokenSource();

        var givenUp = budget.WaitAsync(impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        _time.Advance(TimeSpan.FromSeconds(1.1));

        await budget.WaitAsync(Deadline.Token());
    }

    [Fact]
    public void Reconnects_spread_over_a_ceiling_that_doubles_to_a_minute_and_starts_again()
    {
        var ceilings = new MqttReconnectDelay(new AlmostOne());
        var spread = new MqttReconnectDelay(new Random(1));

        var longest = Enumerable.Range(0, 9).Select(_ => Math.Round(ceilings.Next().TotalSeconds)).ToList();
        ceilings.Reset();
        var delays = Enumerable.Range(0, 1_000).Select(_ => spread.Next().TotalSeconds).Skip(10).ToList();

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60], longest);
        Assert.Equal(1, Math.Round(ceilings.Next().TotalSeconds));
        Assert.InRange(delays.Average(), 27, 33);
        Assert.True(delays.Min() < 3 && delays.Max() > 57);
    }

    private KeepAlive AKeepAlive(Action<KeepAlive>? onPing = null, Func<bool>? isExcused = null)
    {
        var started = _time.GetTimestamp();
        KeepAlive keepAlive = null!;
        keepAlive = new KeepAlive(
            Minute,
            _time,
            ping: () =>
            {
                _pings.Add(_time.GetElapsedTime(started).TotalSeconds);
                keepAlive.Said();
                onPing?.Invoke(keepAlive);
            },
            giveUp: () => _gaveUpAfter ??= _time.GetElapsedTime(started).TotalSeconds,
            isExcused ?? (() => false));
        return keepAlive;
    }

    private sealed class AlmostOne : Random
    {
        public override double NextDouble() => 0.999_999;
    }
}
