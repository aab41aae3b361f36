namespace YotoSmartStream.Simulation.Players;

/// <summary>
/// The clock inside the players. With a speed above 1 it runs faster than the real one, and with it playback, stamps and
/// timers of the players, so that a consumer that measures in <c>eventUtc</c> sees nothing unusual.
/// </summary>
internal sealed class PlayerClock(TimeProvider time, double speed)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTimeOffset _startedAtUtc = time.GetUtcNow();

    public DateTimeOffset Now => _startedAtUtc + time.GetElapsedTime(_startedAt) * speed;

    /// <summary>Real time since the cloud started: a monotonic stamp for measuring.</summary>
    public long RealMicroseconds => (long)time.GetElapsedTime(_startedAt).TotalMicroseconds;

    /// <summary>How much real time passes while this much player time does.</summary>
    public TimeSpan ToRealTime(TimeSpan playerTime) => playerTime / speed;
}
