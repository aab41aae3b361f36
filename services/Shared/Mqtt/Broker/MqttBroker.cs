using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace YotoSmartStream.Mqtt;

/// <summary>
/// A small MQTT 3.1.1 broker in memory: quality 0 to 2, retained messages, wills, persistent sessions. It is the simulated cloud's broker and the
/// peer of tests, and can be broken on purpose, client by client.
/// </summary>
public sealed class MqttBroker(
    IMqttBrokerPolicy policy, MqttBrokerOptions options, TimeProvider time, ILogger<MqttBroker>? logger = null) : IAsyncDisposable
{
    private readonly ILogger _logger = logger ?? NullLogger<MqttBroker>.Instance;
    private readonly SubscriptionIndex _subscriptions = new();
    private readonly RetainedMessages _retained = new(options.MaximumRetainedMessages);
    private readonly Lock _retainedOrder = new();   // A kept message never overtakes the newer one that replaces it.
    private readonly SessionRegistry _registry = new(options, time);
    private readonly Observers<Action<MqttBrokerClient>> _onConnected = new();
    private readonly Observers<Action<MqttBrokerClient, MqttClosure>> _onDisconnected = new();
    private readonly Observers<Func<MqttBrokerClient, MqttMessage, CancellationToken, ValueTask>> _onPublished = new();
    private readonly List<MqttListener> _listeners = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Who is connected now.</summary>
    public IReadOnlyCollection<MqttBrokerClient> Clients => _registry.Clients;

    internal MqttBrokerOptions Options { get; } = Checked(options);

    internal IMqttBrokerPolicy Policy { get; } = policy;

    internal TimeProvider Time { get; } = time;

    public MqttBrokerClient? FindClient(string clientId) => _registry.FindClient(clientId);

    /// <summary>Calls back after each client's CONNACK. Dispose the result to stop.</summary>
    public IDisposable OnConnected(Action<MqttBrokerClient> observe) => _onConnected.Add(observe);

    /// <summary>Calls back after each client's end, when its will has been published.</summary>
    public IDisposable OnDisconnected(Action<MqttBrokerClient, MqttClosure> observe) => _onDisconnected.Add(observe);

    /// <summary>
    /// Calls back with each message that a client published and the policy permitted, after subscribers got it and before the client gets its
    /// confirmation. One client's messages come in order, one at a time.
    /// </summary>
    public IDisposable OnPublished(Func<MqttBrokerClient, MqttMessage, CancellationToken, ValueTask> observe) => _onPublished.Add(observe);

    /// <summary>Publishes as the host: no policy is asked, no observer is called. A retained message replaces the kept one (section 3.3.1.3).</summary>
    public ValueTask PublishAsync(MqttMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!MqttTopic.IsValidName(message.Topic))
            throw new MqttProtocolException(MqttErrorCodes.TopicName, "A topic name is empty or holds a wildcard.");
        Route(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Connects a client that lives in the host's own process: it has no transport and hears nothing, the host publishes what it has to say, and
    /// the broker publishes its will when it is dropped (MQTT 3.1.1, section 3.1.2.5). Who has its client id loses it, as everywhere.
    /// </summary>
    public MqttBrokerClient ConnectInProcess(string clientId, object? principal = null, MqttMessage? will = null)
    {
        var transport = InProcessTransport.Instance;
        var request = new MqttConnectRequest(clientId, UserName: null, Password: null, CleanSession: true, TimeSpan.Zero, will, transport.RemoteAddress);
        var output = new PacketOutput(transport, Time) { IsBlackholed = true };   // Nobody reads it.
        var client = new MqttBrokerClient(request, MqttAdmission.Accept(principal), Time.GetUtcNow(), transport, output);
        Admit(client);
        return client;
    }

    /// <summary>Keeps a message as its topic's last value without telling present subscribers; an empty payload forgets it.</summary>
    public void SetRetained(MqttMessage message)
    {
        lock (_retainedOrder) _retained.Set(message with { Retain = true });
    }

    /// <summary>The kept messages that a new subscriber of this filter would get.</summary>
    public IReadOnlyList<MqttMessage> FindRetained(string filter) => [.. _retained.Match(filter)];

    /// <summary>Closes every connection and forgets every session and kept message; no will is published.</summary>
    public void Reset()
    {
        foreach (var client in Clients) End(client, MqttClosure.BrokerStopped);
        foreach (var session in _registry.Clear()) _subscriptions.RemoveAll(session);
        lock (_retainedOrder) _retained.Clear();
    }

    /// <summary>Listens for MQTT over TCP, or over TLS when <paramref name="tls"/> is given; port 0 takes a free one.</summary>
    public MqttListener Listen(IPEndPoint endPoint, SslServerAuthenticationOptions? tls = null)
    {
        var listener = MqttListener.Start(endPoint, tls, Time, transport => ServeAsync(transport, _stopping.Token));
        lock (_listeners) _listeners.Add(listener);
        return listener;
    }

    /// <summary>Serves an accepted WebSocket (subprotocol <c>mqtt</c>, section 6.0) until its end.</summary>
    public Task ServeAsync(WebSocket socket, string remoteAddress, CancellationToken cancellationToken) =>
        ServeAsync(MqttTransports.FromWebSocket(socket, remoteAddress), cancellationToken);

    /// <summary>Serves a connection over any transport until its end; never fails.</summary>
    public async Task ServeAsync(IMqttTransport transport, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await new BrokerConnection(this, transport, _logger).RunAsync(stopping.Token);
    }

    /// <summary>Stops listening and ends every connection; no will is published.</summary>
    public async ValueTask DisposeAsync()
    {
        List<MqttListener> listeners;
        lock (_listeners) listeners = [.. _listeners];
        foreach (var listener in listeners) await listener.DisposeAsync();
        Reset();
        await _stopping.CancelAsync();
    }

    /// <summary>Makes the client the only one of its id, ends the one before, and binds it to its session.</summary>
    internal void Admit(MqttBrokerClient client)
    {
        client.End = closure => End(client, closure);
        if (_registry.Register(client) is { } previous) End(previous, MqttClosure.TakenOver);   // Its will goes out before our CONNACK.
        if (_registry.Bind(client) is { } replaced) _subscriptions.RemoveAll(replaced);
        _onConnected.Each(observe => observe(client), _logger);
    }

    /// <summary>Answers SUBSCRIBE (section 3.8.4), then sends what is kept for the filters that were granted.</summary>
    internal void Subscribe(MqttBrokerClient client, SubscribePacket request, IReadOnlyCollection<string> refused)
    {
        var session = client.Session!;
        var granted = new List<QualityOfService?>(request.Subscriptions.Count);
        lock (_retainedOrder)
        {
            foreach (var (filter, quality) in request.Subscriptions)
            {
                var best = Lower(quality, Options.MaximumQualityOfService);
                granted.Add(!refused.Contains(filter) && _subscriptions.TrySet(session, filter, best, Options.MaximumSubscriptions) ? best : null);
            }

            client.Output.Write(new SubAckPacket(request.PacketId, granted));
            foreach (var ((filter, _), quality) in request.Subscriptions.Zip(granted))
            {
                if (quality is not null) DeliverKept(session, filter, quality.Value);
            }
        }
    }

    internal void Unsubscribe(MqttBrokerClient client, UnsubscribePacket request)
    {
        foreach (var filter in request.Filters) _subscriptions.Remove(client.Session!, filter);
        client.Output.Write(new UnsubAckPacket(request.PacketId));
    }

    internal async ValueTask AcceptAsync(MqttBrokerClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        Route(message);
        foreach (var observe in _onPublished.All) await observe(client, message, cancellationToken);
    }

    /// <summary>The one way to a client's end; the first reason stands.</summary>
    internal void End(MqttBrokerClient client, MqttClosure closure)
    {
        if (!client.TryClose(closure)) return;
        if (_registry.Release(client, session => _subscriptions.RemoveAll(session)) is { IsPersistent: false } session) _subscriptions.RemoveAll(session);
        if (client.Will is { } will && !closure.IsClean && closure.Code is not MqttErrorCodes.BrokerStopped)
            Route(will with { QualityOfService = Lower(will.QualityOfService, Options.MaximumQualityOfService) });
        _ = client.HangUpAsync(Time);
        _onDisconnected.Each(observe => observe(client, closure), _logger);
        client.AnnounceClosed();
    }

    private void Route(MqttMessage message)
    {
        if (!message.Retain)
        {
            Deliver(message);
            return;
        }

        lock (_retainedOrder)
        {
            _retained.Set(message);
            Deliver(message with { Retain = false });   // To present subscribers it is news (3.3.1.3).
        }
    }

    private void Deliver(MqttMessage message)
    {
        foreach (var (session, quality) in _subscriptions.Match(message.Topic))
        {
            session.Deliver(quality < message.QualityOfService ? message with { QualityOfService = quality } : message);
        }
    }

    private void DeliverKept(BrokerSession session, string filter, QualityOfService quality)
    {
        foreach (var kept in _retained.Match(filter)) session.Deliver(kept with { QualityOfService = Lower(kept.QualityOfService, quality) });
    }

    private static MqttBrokerOptions Checked(MqttBrokerOptions options)
    {
        options.Check();
        return options;
    }

    private static QualityOfService Lower(QualityOfService left, QualityOfService right) => left < right ? left : right;
}
