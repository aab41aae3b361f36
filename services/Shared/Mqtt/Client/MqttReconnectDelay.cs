namespace YotoSmartStream.Mqtt;

/// <summary>
/// How long to wait before trying again: uniformly between nothing and a ceiling that doubles from one second to a minute (full jitter), so that
/// thousands of clients of a restarted broker do not return at once.
/// </summary>
public sealed class MqttReconnectDelay(Random random)
{
    public static readonly TimeSpan FirstCeiling = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LastCeiling = TimeSpan.FromMinutes(1);

    private int _failures;

    /// <summary>The delay after one more failure.</summary>
    public TimeSpan Next()
    {
        var ceiling = Math.Min(LastCeiling.TotalSeconds, FirstCeiling.TotalSeconds * Math.Pow(2, _failures));
        if (ceiling < LastCeiling.TotalSeconds) _failures++;
        return TimeSpan.FromSeconds(random.NextDouble() * ceiling);
    }

    /// <summary>To be called when a connection has stood.</summary>
    public void Reset() => _failures = 0;
}
