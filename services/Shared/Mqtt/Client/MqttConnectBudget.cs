namespace YotoSmartStream.Mqtt;

/// <summary>
/// At most <paramref name="connectsPerSecond"/> CONNECTs in any second, for a whole process, first come first served. It remembers when the last ones
/// were let through instead of refilling a bucket: a full bucket and its refill would allow twice as many in the first second.
/// </summary>
public sealed class MqttConnectBudget(TimeProvider time, int connectsPerSecond = 50)
{
    /// <summary>
    /// A little more than a second: between the permission and the CONNECT lies a moment that is longer on a busy machine, and what comes together
    /// there must not be too much for any second either.
    /// </summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1.1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<long> _lastConnects = new(connectsPerSecond);

    /// <summary>Returns when one more CONNECT may be sent.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_lastConnects.Count == connectsPerSecond)
            {
                var wait = Window - time.GetElapsedTime(_lastConnects.Peek());
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
                _lastConnects.Dequeue();
            }

            _lastConnects.Enqueue(time.GetTimestamp());
        }
        finally
        {
            _turn.Release();
        }
    }
}
