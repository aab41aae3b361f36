namespace YotoSmartStream.Mqtt;

/// <summary>
/// The client's half of a session (MQTT 3.1.1, section 4.1): publishes that were sent and not confirmed. Given to one connection after the other with
/// the same client id, it makes each send again what the one before could not get confirmed. It belongs to one connection at a time.
/// </summary>
public sealed class MqttClientSession
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<ushort, MqttMessage> _unconfirmed = [];
    private ushort _lastPacketId;

    /// <summary>How many publishes wait for their PUBACK.</summary>
    public int UnconfirmedCount
    {
        get
        {
            lock (_gate) return _unconfirmed.Count;
        }
    }

    internal ushort TakePacketId(Func<ushort, bool> isUsedElsewhere)
    {
        lock (_gate)
        {
            do
            {
                _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
            }
            while (_unconfirmed.ContainsKey(_lastPacketId) || isUsedElsewhere(_lastPacketId));

            return _lastPacketId;
        }
    }

    internal void Remember(ushort packetId, MqttMessage message)
    {
        lock (_gate) _unconfirmed[packetId] = message;
    }

    /// <summary>False when nothing of this id was unconfirmed.</summary>
    internal bool Confirm(ushort packetId)
    {
        lock (_gate) return _unconfirmed.Remove(packetId);
    }

    /// <summary>In the order of their first sending (4.6).</summary>
    internal IReadOnlyList<(ushort PacketId, MqttMessage Message)> Unconfirmed()
    {
        lock (_gate) return [.. _unconfirmed.Select(pair => (pair.Key, pair.Value))];
    }
}
