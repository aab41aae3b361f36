namespace YotoSmartStream.Mqtt;

/// <summary>Who waits for which answer of the broker, by packet id.</summary>
internal sealed class PendingRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ushort, TaskCompletionSource<MqttPacket>> _waiting = [];
    private MqttClosure? _closure;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _waiting.Count == 0;
        }
    }

    public bool Holds(ushort packetId)
    {
        lock (_gate) return _waiting.ContainsKey(packetId);
    }

    public Task<MqttPacket> Expect(ushort packetId)
    {
        lock (_gate)
        {
            if (_closure is not null) return Task.FromException<MqttPacket>(new MqttConnectionException(_closure));
            var answer = new TaskCompletionSource<MqttPacket>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(packetId, answer);
            return answer.Task;
        }
    }

    /// <summary>Hands an answer to who waits for it; false when nobody does.</summary>
    public bool Complete(ushort packetId, MqttPacket answer)
    {
        lock (_gate) return _waiting.Remove(packetId, out var waiting) && waiting.TrySetResult(answer);
    }

    public void Forget(ushort packetId)
    {
        lock (_gate) _waiting.Remove(packetId);
    }

    public void FailAll(MqttClosure closure)
    {
        lock (_gate)
        {
            _closure = closure;
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(new MqttConnectionException(closure));
                _ = waiting.Task.Exception;   // Who gave up waiting need not observe it.
            }

            _waiting.Clear();
        }
    }
}
