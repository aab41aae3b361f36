using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace YotoSmartStream.Mqtt;

/// <summary>
/// Messages between the connection's reader and its consumer. When the consumer falls behind, reading pauses and the network slows the broker down.
/// One exception: while a request of our own waits for its answer, or for the broker to take it, reading goes on, because the consumer may be
/// waiting for that while handling a message. Then <see cref="OverflowFactor"/> times the capacity is the end.
/// </summary>
internal sealed class ReceivedMessages(int capacity, Func<bool> needsToRead)
{
    private const int OverflowFactor = 4;

    private readonly Channel<MqttReceivedMessage> _channel =
        Channel.CreateUnbounded<MqttReceivedMessage>(new UnboundedChannelOptions { SingleWriter = true, SingleReader = true });

    private readonly Lock _gate = new();
    private int _count;
    private bool _isClosed;
    private TaskCompletionSource? _mayRead;

    /// <summary>Whether reading is paused, so that silence says nothing about the network.</summary>
    public bool IsPaused => Volatile.Read(ref _mayRead) is not null;

    public bool TryAdd(MqttReceivedMessage message)
    {
        lock (_gate)
        {
            if (_count >= capacity * OverflowFactor) return false;
            _count++;
        }

        return _channel.Writer.TryWrite(message);
    }

    public Task WaitForRoomAsync()
    {
        lock (_gate)
        {
            if (MayRead) return Task.CompletedTask;
            _mayRead ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _mayRead.Task;
        }
    }

    /// <summary>To be called when the need to read may have begun.</summary>
    public void Reconsider()
    {
        lock (_gate)
        {
            if (!MayRead) return;
            _mayRead?.TrySetResult();
            _mayRead = null;
        }
    }

    public void Close()
    {
        lock (_gate) _isClosed = true;
        _channel.Writer.TryComplete();
        Reconsider();
    }

    public async IAsyncEnumerable<MqttReceivedMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var message in _channel.Reader.ReadAllAsync(cancellationToken))
        {
            lock (_gate) _count--;
            Reconsider();
            yield return message;
        }
    }

    private bool MayRead => _isClosed || _count < capacity || needsToRead();
}
