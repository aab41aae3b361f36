namespace YotoSmartStream.Mqtt;

/// <summary>
/// Sends packets in the order they are written. The first writer sends at once on its own thread, so a lone packet waits for nobody; what is
/// written meanwhile goes out together in the next send.
/// </summary>
internal sealed class PacketOutput(IMqttTransport transport, TimeProvider time)
{
    private const int RoomyBytes = 64 * 1024;   // Above this, writers are asked to wait.

    private readonly Lock _gate = new();
    private PooledBytes _filling = new();
    private PooledBytes _sending = new();
    private bool _isSending;
    private bool _isBroken;
    private TaskCompletionSource? _drained;

    /// <summary>How many bytes wait for the network.</summary>
    public int WaitingBytes { get; private set; }

    /// <summary>Whether writers are asked to wait.</summary>
    public bool IsCrowded => WaitingBytes >= RoomyBytes;

    /// <summary>Test fault: everything written is lost.</summary>
    public bool IsBlackholed { get; set; }

    /// <summary>Test fault: every send is this late.</summary>
    public TimeSpan Delay { get; set; }

    public void Write(MqttPacket packet)
    {
        lock (_gate)
        {
            if (_isBroken || IsBlackholed) return;   // The reader of a broken transport sees the failure and ends the connection.
            MqttEncoder.Encode(packet, _filling);
            WaitingBytes = _filling.Count + _sending.Count;
            if (_isSending) return;
            _isSending = true;
        }

        _ = SendAllAsync();
    }

    /// <summary>Waits while much is unsent: what slows a fast producer down to the network's speed.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) =>
        IsCrowded ? new ValueTask(WaitUntilSentAsync(cancellationToken)) : ValueTask.CompletedTask;

    /// <summary>Waits until everything written so far has been given to the transport, or the transport is broken.</summary>
    public Task WaitUntilSentAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_isSending) return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task.WaitAsync(cancellationToken);
        }
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (TakeFilled())
            {
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay, time, CancellationToken.None);
                await transport.SendAsync(_sending.Written, CancellationToken.None);
            }
        }
        catch (Exception)
        {
            // Whatever the transport throws, it is of no more use; the reading side reports why the connection ended.
            Break();
            transport.Abort();
        }
    }

    private bool TakeFilled()
    {
        lock (_gate)
        {
            _sending.Clear();
            (_filling, _sending) = (_sending, _filling);
            WaitingBytes = _sending.Count;
            if (_sending.Count > 0) return true;

            _isSending = false;
            ReleaseWaiters();
            return false;
        }
    }

    private void Break()
    {
        lock (_gate)
        {
            _isBroken = true;
            _isSending = false;
            _filling.Clear();
            _sending.Clear();
            WaitingBytes = 0;
            ReleaseWaiters();
        }
    }

    private void ReleaseWaiters()
    {
        _drained?.TrySetResult();
        _drained = null;
    }
}
