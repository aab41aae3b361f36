namespace YotoSmartStream.Mqtt;

/// <summary>Bounds how many publishes are unconfirmed at once. Those that have to wait are sent in the order in which they came.</summary>
internal sealed class PublishWindow(int size)
{
    private readonly Lock _gate = new();
    private readonly Queue<Turn> _waiting = new();
    private int _inFlight;
    private MqttClosure? _closure;

    /// <summary>Takes a place for a publish that an earlier connection sent.</summary>
    public void Occupy()
    {
        lock (_gate) _inFlight++;
    }

    /// <summary>Sends now, or when it is this one's turn; completes when it is sent.</summary>
    public async Task EnterAsync(Action send, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_gate)
        {
            if (_closure is not null) throw new MqttConnectionException(_closure);
            if (_inFlight < size)
            {
                send();
                _inFlight++;
                return;
            }

            turn = new Turn(send);
            _waiting.Enqueue(turn);
        }

        using var givingUp = cancellationToken.UnsafeRegister(_ => turn.Sent.TrySetCanceled(cancellationToken), null);
        await turn.Sent.Task;
    }

    /// <summary>One was confirmed: the next may go.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _inFlight--;
            while (_inFlight < size && _waiting.TryDequeue(out var turn)) Take(turn);
        }
    }

    public void Close(MqttClosure closure)
    {
        lock (_gate)
        {
            _closure = closure;
            while (_waiting.TryDequeue(out var turn)) turn.Sent.TrySetException(new MqttConnectionException(closure));
        }
    }

    private void Take(Turn turn)
    {
        if (turn.Sent.Task.IsCompleted) return;   // Its caller gave up.
        try
        {
            turn.Send();
            _inFlight++;
            turn.Sent.TrySetResult();
        }
        catch (MqttProtocolException exception)
        {
            turn.Sent.TrySetException(exception);
        }
    }

    private sealed record Turn(Action Send)
    {
        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
