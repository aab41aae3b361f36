namespace YotoSmartStream.Mqtt;

/// <summary>This library's own client (MQTT 3.1.1 with quality 0 and 1).</summary>
public sealed class MqttConnection : IMqttConnection
{
    private readonly MqttClientOptions _options;
    private readonly TimeProvider _time;
    private readonly IMqttTransport _transport;
    private readonly PacketInput _input;
    private readonly PacketOutput _output;
    private readonly MqttClientSession _session;
    private readonly PendingRequests _requests = new();
    private readonly ReceivedMessages _received;
    private readonly Acknowledgements _acknowledgements;
    private readonly KeepAlive _keepAlive;
    private readonly PublishWindow _window;
    private readonly Lock _sendOrder = new();
    private readonly TaskCompletionSource<MqttClosure> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDisconnecting;
    private MqttClosure? _closure;

    private MqttConnection(
        IMqttTransport transport, PacketInput input, PacketOutput output, bool sessionPresent, MqttClientOptions options, TimeProvider time)
    {
        (_transport, _input, _output, _options, _time) = (transport, input, output, options, time);
        SessionPresent = sessionPresent;
        _session = options.Session ?? new MqttClientSession();
        _window = new PublishWindow(options.MaximumInFlight);
        _received = new ReceivedMessages(options.ReceiveCapacity, needsToRead: () => !_requests.IsEmpty || _session.UnconfirmedCount > 0 || _output.IsCrowded);
        _acknowledgements = new Acknowledgements(Write);
        _keepAlive = new KeepAlive(
            options.KeepAlive, time, ping: () => Write(PingReqPacket.Instance), giveUp: () => Close(MqttClosure.Silence), isExcused: () => _received.IsPaused);
    }

    /// <inheritdoc/>
    public bool SessionPresent { get; }

    /// <inheritdoc/>
    public Task<MqttClosure> Closed => _closed.Task;

    internal static async Task<MqttConnection> OpenAsync(
        IMqttTransport transport, MqttClientOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var input = new PacketInput(transport.Input, options.MaximumPacketBytes);
            var output = new PacketOutput(transport, time);
            output.Write(ConnectPacketOf(options));
            if (await input.ReadAsync(cancellationToken) is not ConnAckPacket answer)
                throw new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, "The broker's first packet was not CONNACK.");
            if (answer.ReturnCode is not MqttConnectReturnCode.Accepted) throw new MqttRefusedException(answer.ReturnCode);

            var connection = new MqttConnection(transport, input, output, answer.SessionPresent, options, time);
            connection.Start();
            return connection;
        }
        catch
        {
            transport.Abort();
            await transport.DisposeQuietlyAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MqttSubscriptionResult>> SubscribeAsync(
        IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        if (subscriptions.Any(subscription => subscription.QualityOfService is QualityOfService.ExactlyOnce))
            throw new MqttProtocolException(MqttErrorCodes.QualityOfService, "This client receives messages at most or at least once.");

        var answer = await RequestAsync(packetId => new SubscribePacket(packetId, subscriptions), cancellationToken);
        if (answer is not SubAckPacket { Granted: var granted } || granted.Count != subscriptions.Count)
            throw EndFor(new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, "The broker's SUBACK does not fit the SUBSCRIBE."));
        return [.. subscriptions.Zip(granted, (subscription, quality) => new MqttSubscriptionResult(subscription.Filter, quality))];
    }

    /// <inheritdoc/>
    public async Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        await RequestAsync(packetId => new UnsubscribePacket(packetId, filters), cancellationToken);

    /// <inheritdoc/>
    public async Task PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        switch (message.QualityOfService)
        {
            case QualityOfService.AtMostOnce:
                ThrowIfClosed();
                Write(new PublishPacket(message, PacketId: 0));
                _received.Reconsider();
                await _output.WaitForRoomAsync(cancellationToken);
                break;
            case QualityOfService.AtLeastOnce:
                Task<MqttPacket>? answer = null;
                await _window.EnterAsync(() => answer = Send(packetId => new PublishPacket(message, packetId)), cancellationToken);
                await AnswerAsync(answer!, cancellationToken);
                break;
            default:
                throw new MqttProtocolException(MqttErrorCodes.QualityOfService, "This client publishes at most or at least once.");
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MqttReceivedMessage> ReceiveAsync(CancellationToken cancellationToken) => _received.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        if (_closure is null)
        {
            _isDisconnecting = true;   // The peer may close its side before the line below does: it was asked to.
            Write(DisconnectPacket.Instance);
            await _output.WaitUntilSentAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Close(MqttClosure.Requested);
        }

        await Closed;
    }

    /// <inheritdoc/>
    public void Abort() => Close(MqttClosure.Aborted);

    /// <summary>Disconnects, politely if the network takes the DISCONNECT soon.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        await DisconnectAsync(patience.Token);
    }

    private static ConnectPacket ConnectPacketOf(MqttClientOptions options) => new()
    {
        ClientId = options.ClientId,
        CleanSession = options.CleanSession,
        KeepAliveSeconds = (ushort)Math.Clamp(Math.Ceiling(options.KeepAlive.TotalSeconds), 0, ushort.MaxValue),
        Will = options.Will,
        UserName = options.UserName,
        Password = options.Password,
    };

    private void Start()
    {
        foreach (var (packetId, message) in _session.Unconfirmed())
        {
            _window.Occupy();
            Write(new PublishPacket(message, packetId, Duplicate: SessionPresent));   // A broker that forgot the session sees them first now.
        }

        _ = ReadAllAsync();
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await _input.ReadAsync(CancellationToken.None) is { } packet)
            {
                _keepAlive.Heard();
                Handle(packet);
                await _received.WaitForRoomAsync();
            }

            Close(MqttClosure.ClosedByPeer);
        }
        catch (Exception exception)
        {
            Close(MqttClosure.Because(exception));
        }
        finally
        {
            await _transport.DisposeQuietlyAsync();
            _closed.TrySetResult(_closure!);
        }
    }

    private void Handle(MqttPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish: Receive(publish); break;
            case PubAckPacket answer: ConfirmPublish(answer); break;
            case SubAckPacket answer: Answer(answer.PacketId, answer); break;
            case UnsubAckPacket answer: Answer(answer.PacketId, answer); break;
            case PingRespPacket: break;
            default: throw new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, $"A broker does not send {packet.GetType().Name} here.");
        }
    }

    private void Receive(PublishPacket publish)
    {
        if (publish.Message.QualityOfService is QualityOfService.ExactlyOnce)
            throw new MqttProtocolException(MqttErrorCodes.QualityOfService, "The broker delivers exactly once, which was never subscribed.");

        var acknowledgement = publish.PacketId != 0 ? _acknowledgements.Expect(publish.PacketId) : null;
        var message = new MqttReceivedMessage(publish.Message, publish.Duplicate, _ =>
        {
            if (acknowledgement is not null && _closure is null) _acknowledgements.Acknowledge(acknowledgement);
            return ValueTask.CompletedTask;
        });
        if (!_received.TryAdd(message)) Close(MqttClosure.ReceiveOverflow);
    }

    private void ConfirmPublish(PubAckPacket answer)
    {
        if (_session.Confirm(answer.PacketId)) _window.Leave();
        _requests.Complete(answer.PacketId, answer);   // Nobody waits for one that an earlier connection sent.
    }

    private void Answer(ushort packetId, MqttPacket answer)
    {
        if (!_requests.Complete(packetId, answer))
            throw new MqttProtocolException(MqttErrorCodes.UnexpectedPacket, $"The broker answered request {packetId}, which was not sent.");
    }

    private Task<MqttPacket> RequestAsync(Func<ushort, MqttPacket> create, CancellationToken cancellationToken) =>
        AnswerAsync(Send(create), cancellationToken);

    private Task<MqttPacket> Send(Func<ushort, MqttPacket> create)
    {
        lock (_sendOrder)
        {
            var packetId = _session.TakePacketId(_requests.Holds);
            var packet = create(packetId);
            var answer = _requests.Expect(packetId);
            if (packet is PublishPacket publish) _session.Remember(packetId, publish.Message);
            WriteOrForget(packetId, packet);
            return answer;
        }
    }

    private async Task<MqttPacket> AnswerAsync(Task<MqttPacket> answer, CancellationToken cancellationToken)
    {
        _received.Reconsider();
        try
        {
            return await answer.WaitAsync(_options.ResponseTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Close(MqttClosure.NoAnswer);
            throw new MqttConnectionException(MqttClosure.NoAnswer);
        }
    }

    private void WriteOrForget(ushort packetId, MqttPacket packet)
    {
        try
        {
            Write(packet);
        }
        catch (MqttProtocolException)   // Values that the wire does not allow: nothing was sent.
        {
            _requests.Forget(packetId);
            _session.Confirm(packetId);
            throw;
        }
    }

    private void Write(MqttPacket packet)
    {
        _output.Write(packet);
        _keepAlive.Said();
    }

    private MqttProtocolException EndFor(MqttProtocolException exception)
    {
        Close(MqttClosure.Because(exception));
        return exception;
    }

    private void ThrowIfClosed()
    {
        if (_closure is not null) throw new MqttConnectionException(_closure);
    }

    /// <summary>The one way to the end; the first reason stands. <see cref="ReadAllAsync"/> then completes <see cref="Closed"/>.</summary>
    private void Close(MqttClosure closure)
    {
        if (_isDisconnecting && closure.Code == MqttErrorCodes.ClosedByPeer) closure = MqttClosure.Requested;
        if (Interlocked.CompareExchange(ref _closure, closure, null) is not null) return;
        _keepAlive.Dispose();
        _received.Close();
        _window.Close(closure);
        _requests.FailAll(closure);
        if (closure.IsClean) _ = _transport.DisposeQuietlyAsync().AsTask();
        else _transport.Abort();
    }
}
