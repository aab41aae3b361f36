namespace YotoSmartStream.Mqtt;

/// <summary>
/// The broker's half of a session (MQTT 3.1.1, section 4.1): subscriptions, deliveries that are not confirmed, messages that wait, and the
/// exactly-once exchanges in progress. It outlives its connections unless it is clean.
/// </summary>
internal sealed class BrokerSession(string clientId, bool isPersistent, MqttBrokerOptions options)
{
    private readonly Lock _gate = new();
    private OrderedDictionary<ushort, Delivery>? _unconfirmed;
    private Queue<MqttMessage>? _waiting;
    private HashSet<ushort>? _receivedExactlyOnce;
    private PacketOutput? _output;
    private ushort _lastPacketId;
    private long _heldBytes;
    private long _droppedCount;

    public string ClientId { get; } = clientId;

    public bool IsPersistent { get; } = isPersistent;

    /// <summary>What the client is subscribed to; guarded by the subscription index.</summary>
    public HashSet<string> Filters { get; } = [];

    /// <summary>Ends the session when nobody comes back for it.</summary>
    public ITimer? Expiry { get; set; }

    /// <summary>How many messages were lost because the client is too slow or was away for too long.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount);

    public bool IsAttached
    {
        get
        {
            lock (_gate) return _output is not null;
        }
    }

    /// <summary>Answers CONNECT, then sends again what was not confirmed, in the old order (4.4, 4.6), then what waited.</summary>
    public void Attach(PacketOutput output, bool sessionPresent)
    {
        lock (_gate)
        {
            _output = output;
            output.Write(new ConnAckPacket(sessionPresent, MqttConnectReturnCode.Accepted));
            foreach (var (packetId, delivery) in _unconfirmed ?? [])
            {
                output.Write(delivery.IsReceived ? new PubRelPacket(packetId) : new PublishPacket(delivery.Message, packetId, Duplicate: true));
            }

            SendWaiting();
        }
    }

    public void Detach(PacketOutput output)
    {
        lock (_gate)
        {
            if (_output == output) _output = null;
        }
    }

    /// <summary>Sends the message now, or keeps it for later if its quality asks for that and there is room.</summary>
    public void Deliver(MqttMessage message)
    {
        lock (_gate)
        {
            if (message.QualityOfService is QualityOfService.AtMostOnce) SendUnconfirmed(message);
            else if (_heldBytes + message.Payload.Length > options.MaximumHeldBytes) _droppedCount++;
            else if (_output is not null && HasWindow && _waiting is null or { Count: 0 }) Send(Hold(message));
            else if (_waiting?.Count >= options.MaximumQueuedMessages) _droppedCount++;
            else (_waiting ??= new Queue<MqttMessage>()).Enqueue(Hold(message));
        }
    }

    /// <summary>PUBACK (3.4): the delivery is done, the next one may go.</summary>
    public void Confirm(ushort packetId) => Finish(packetId, delivery => delivery.Message.QualityOfService is QualityOfService.AtLeastOnce);

    /// <summary>PUBREC (3.5): the client has the message; from now on only PUBREL is repeated.</summary>
    public void ConfirmReceived(ushort packetId)
    {
        lock (_gate)
        {
            if (_unconfirmed?.TryGetValue(packetId, out var delivery) is true)
            {
                if (delivery.Message.QualityOfService is not QualityOfService.ExactlyOnce) return;
                _unconfirmed[packetId] = delivery with { IsReceived = true };
            }

            _output?.Write(new PubRelPacket(packetId));
        }
    }

    /// <summary>PUBCOMP (3.7): the exactly-once delivery is done, the next one may go.</summary>
    public void Complete(ushort packetId) => Finish(packetId, delivery => delivery.IsReceived);

    /// <summary>Whether this exactly-once publish of the client is seen for the first time (4.3.3).</summary>
    public bool BeginExactlyOnce(ushort packetId)
    {
        lock (_gate) return (_receivedExactlyOnce ??= []).Add(packetId);
    }

    /// <summary>PUBREL (3.6): the client will not repeat it, its packet id is free.</summary>
    public void EndExactlyOnce(ushort packetId)
    {
        lock (_gate) _receivedExactlyOnce?.Remove(packetId);
    }

    private bool HasWindow => (_unconfirmed?.Count ?? 0) < options.MaximumInFlight;

    private void SendUnconfirmed(MqttMessage message)
    {
        if (_output is null) return;   // Nothing of this quality is kept for a client that is away.
        if (_output.WaitingBytes < options.MaximumWaitingBytes) _output.Write(new PublishPacket(message, PacketId: 0));
        else _droppedCount++;
    }

    private MqttMessage Hold(MqttMessage message)
    {
        _heldBytes += message.Payload.Length;
        return message;
    }

    private void Finish(ushort packetId, Func<Delivery, bool> isAnsweredSo)
    {
        lock (_gate)
        {
            // A confirmation of nothing, or the wrong one for the quality, changes nothing.
            if (_unconfirmed?.TryGetValue(packetId, out var delivery) is not true || !isAnsweredSo(delivery)) return;
            _unconfirmed.Remove(packetId);
            _heldBytes -= delivery.Message.Payload.Length;
            SendWaiting();
        }
    }

    private void SendWaiting()
    {
        while (_output is not null && HasWindow && _waiting?.TryDequeue(out var message) is true) Send(message);
    }

    private void Send(MqttMessage message)
    {
        _unconfirmed ??= [];
        do
        {
            _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
        }
        while (_unconfirmed.ContainsKey(_lastPacketId));

        _unconfirmed.Add(_lastPacketId, new Delivery(message, IsReceived: false));
        _output!.Write(new PublishPacket(message, _lastPacketId));
    }

    private readonly record struct Delivery(MqttMessage Message, bool IsReceived);
}
