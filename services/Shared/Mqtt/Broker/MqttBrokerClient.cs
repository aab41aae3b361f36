namespace YotoSmartStream.Mqtt;

/// <summary>A connected client, as the broker's host and its policy see it.</summary>
public sealed class MqttBrokerClient
{
    /// <summary>How long a farewell may take to reach a slow client.</summary>
    internal static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource<MqttClosure> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal MqttBrokerClient(MqttConnectRequest request, MqttAdmission admission, DateTimeOffset connectedAt, IMqttTransport transport, PacketOutput output)
    {
        (ClientId, UserName, CleanSession, KeepAlive, RemoteAddress) =
            (request.ClientId, request.UserName, request.CleanSession, request.KeepAlive, request.RemoteAddress);
        (Principal, ExpiresAt, ConnectedAt) = (admission.Principal, admission.ExpiresAt, connectedAt);
        (Transport, Output, Will) = (transport, output, request.Will);
    }

    public string ClientId { get; }

    public string? UserName { get; }

    /// <summary>Whom <see cref="IMqttBrokerPolicy.AuthenticateAsync"/> recognised.</summary>
    public object? Principal { get; }

    /// <summary>When the broker closes the connection; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public DateTimeOffset ConnectedAt { get; }

    public bool CleanSession { get; }

    public TimeSpan KeepAlive { get; }

    public string RemoteAddress { get; }

    /// <summary>How many messages for this client's session were lost to the limits of the broker.</summary>
    public long DroppedCount => Session?.DroppedCount ?? 0;

    /// <summary>Completes, never fails, with the reason when the connection has ended.</summary>
    public Task<MqttClosure> Closed => _closed.Task;

    /// <summary>Test fault: the connection stays open but everything in both directions is lost, as on a dead network path.</summary>
    public bool IsBlackholed
    {
        get => Output.IsBlackholed;
        set => Output.IsBlackholed = value;
    }

    /// <summary>Test fault: everything the broker sends to this client is this late.</summary>
    public TimeSpan DeliveryDelay
    {
        get => Output.Delay;
        set => Output.Delay = value;
    }

    internal IMqttTransport Transport { get; }

    internal PacketOutput Output { get; }

    internal MqttMessage? Will { get; }

    internal BrokerSession? Session { get; set; }

    internal MqttClosure? Closure { get; private set; }

    internal Action<MqttClosure>? End { get; set; }

    /// <summary>Closes the connection in good order; its will is published, as the client has sent no DISCONNECT (MQTT 3.1.1, section 3.1.2.5).</summary>
    public void Kick() => End?.Invoke(MqttClosure.Kicked);

    /// <summary>Breaks the connection as a lost network would; its will is published.</summary>
    public void Drop() => End?.Invoke(MqttClosure.Aborted);

    /// <summary>False when it has ended before: the first reason stands.</summary>
    internal bool TryClose(MqttClosure closure)
    {
        lock (_closed)
        {
            if (Closure is not null) return false;
            Closure = closure;
            return true;
        }
    }

    /// <summary>Closes the transport: at once when it is lost or meant to look so, otherwise after what was written has left.</summary>
    internal async Task HangUpAsync(TimeProvider time)
    {
        Transport.Explain(Closure!);
        if (Closure!.Code is not (MqttErrorCodes.Aborted or MqttErrorCodes.Silence or MqttErrorCodes.TransportFailed))
        {
            using var patience = new CancellationTokenSource(FarewellTimeout, time);
            await Output.WaitUntilSentAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Transport.DisposeQuietlyAsync();
        }

        Transport.Abort();
    }

    internal void AnnounceClosed() => _closed.TrySetResult(Closure!);
}
