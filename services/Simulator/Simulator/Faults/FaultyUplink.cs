using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Faults;

/// <summary>Lets messages of players arrive twice, in the wrong order, or late.</summary>
internal sealed class FaultyUplink(IPlayerUplink uplink, FaultBoard faults, TimeProvider time) : IPlayerUplink
{
    private static readonly TimeSpan HeldBackForLong = TimeSpan.FromSeconds(2);
    private const double UsualLatenessSeconds = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Message> _heldBack = new(StringComparer.Ordinal);

    public void Connect(PlayerConnection connection) => uplink.Connect(connection);

    public void Drop(PlayerConnection connection) => uplink.Drop(connection);

    public void Publish(PlayerConnection connection, string topic, string payload, bool retain)
    {
        var message = new Message(connection, topic, payload, retain);
        if (faults.All.Count is 0 && _heldBack.Count is 0)
        {
            Send(message);
            return;
        }

        var playerId = connection.PlayerId;
        if (faults.StrikePlayer(FaultKind.MessagesLate, playerId) is { } late) _ = SendLaterAsync(message, late.Duration(UsualLatenessSeconds));
        else if (faults.StrikePlayer(FaultKind.MessagesReordered, playerId) is not null) SendBehindTheNext(playerId, message);
        else Send(message);
        if (faults.StrikePlayer(FaultKind.MessagesDuplicated, playerId) is not null) Send(message);
    }

    // The first message waits for the second, but not for ever: there may be none.
    private void SendBehindTheNext(string playerId, Message message)
    {
        lock (_gate)
        {
            if (_heldBack.Remove(playerId, out var earlier))
            {
                Send(message);
                Send(earlier);
            }
            else
            {
                _heldBack[playerId] = message;
                _ = ReleaseLaterAsync(playerId, message);
            }
        }
    }

    private async Task ReleaseLaterAsync(string playerId, Message message)
    {
        await Task.Delay(HeldBackForLong, time, CancellationToken.None);
        lock (_gate)
        {
            if (!_heldBack.TryGetValue(playerId, out var held) || held != message) return;
            _heldBack.Remove(playerId);
            Send(message);
        }
    }

    private async Task SendLaterAsync(Message message, TimeSpan delay)
    {
        await Task.Delay(delay, time, CancellationToken.None);
        Send(message);
    }

    private void Send(Message message) => uplink.Publish(message.Connection, message.Topic, message.Payload, message.Retain);

    private sealed record Message(PlayerConnection Connection, string Topic, string Payload, bool Retain);
}
