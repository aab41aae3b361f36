namespace YotoSmartStream.Mqtt;

/// <summary>
/// At most <paramref name="connectsPerSecond"/> CONNECTs in any second, for a whole process, first come first served. It remembers when the last ones
/// were let through instead of refilling a bucket: a full bucket and its refill would allow twice as many in the first second.
/// </summary>
public sealed class MqttConnectBudget(TimeProvider time, int connectsPerSecond = 50)
{
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
                var wait = TimeSpan.FromSeconds(1) - time.GetElapsedTime(_lastConnects.Peek());
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
