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

    public string ClientId { get; } = clientId;

    public bool IsPersistent { get; } = isPersistent;

    /// <summary>What the client is subscribed to; guarded by the subscription index.</summary>
    public HashSet<string> Filters { get; } = [];

    /// <summary>Ends the session when nobody comes back for it.</summary>
    public ITimer? Expiry { get; set; }

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

    /// <summary>Sends the message now, or keeps it for later if its quality asks for that.</summary>
    public void Deliver(MqttMessage message)
    {
        lock (_gate)
        {
            if (message.QualityOfService is QualityOfService.AtMostOnce)
            {
                if (_output is not null && _output.WaitingBytes < options.MaximumWaitingBytes) _output.Write(new PublishPacket(message, PacketId: 0));
                return;
            }

            if (_output is not null && (_waiting is null or { Count: 0 }) && HasWindow) Send(message);
            else if ((_waiting ??= new Queue<MqttMessage>()).Count < options.MaximumQueuedMessages) _waiting.Enqueue(message);
        }
    }

    /// <summary>PUBACK (3.4) or PUBCOMP (3.7): the delivery is done, the next one may go.</summary>
    public void Confirm(ushort packetId)
    {
        lock (_gate)
        {
            _unconfirmed?.Remove(packetId);
            SendWaiting();
        }
    }

    /// <summary>PUBREC (3.5): the client has the message; from now on only PUBREL is repeated.</summary>
    public void ConfirmReceived(ushort packetId)
    {
        lock (_gate)
        {
            if (_unconfirmed?.TryGetValue(packetId, out var delivery) is true) _unconfirmed[packetId] = delivery with { IsReceived = true };
            _output?.Write(new PubRelPacket(packetId));
        }
    }

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
