namespace YotoSmartStream.Mqtt;

/// <summary>Sends PUBACKs in the order in which the messages came, whatever order the consumer finishes in (MQTT 3.1.1, section 4.6).</summary>
internal sealed class Acknowledgements(Action<MqttPacket> write)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _unsent = new();

    public Entry Expect(ushort packetId)
    {
        var entry = new Entry(packetId);
        lock (_gate) _unsent.Enqueue(entry);
        return entry;
    }

    public void Acknowledge(Entry entry)
    {
        lock (_gate)
        {
            entry.IsAcknowledged = true;
            while (_unsent.TryPeek(out var oldest) && oldest.IsAcknowledged)
            {
                _unsent.Dequeue();
                write(new PubAckPacket(oldest.PacketId));
            }
        }
    }

    public sealed class Entry(ushort packetId)
    {
        public ushort PacketId { get; } = packetId;

        public bool IsAcknowledged { get; set; }
    }
}
