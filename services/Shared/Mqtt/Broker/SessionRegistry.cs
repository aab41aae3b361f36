namespace YotoSmartStream.Mqtt;

/// <summary>Which client holds which id, and the sessions that outlive their connections (MQTT 3.1.1, sections 3.1.2.4 and 3.1.4).</summary>
internal sealed class SessionRegistry(MqttBrokerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttBrokerClient> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BrokerSession> _persistent = new(StringComparer.Ordinal);

    public IReadOnlyCollection<MqttBrokerClient> Clients
    {
        get
        {
            lock (_gate) return [.. _clients.Values];
        }
    }

    public MqttBrokerClient? FindClient(string clientId)
    {
        lock (_gate) return _clients.GetValueOrDefault(clientId);
    }

    /// <summary>Gives the client its id; returns who had it before.</summary>
    public MqttBrokerClient? Register(MqttBrokerClient client)
    {
        lock (_gate)
        {
            _clients.Remove(client.ClientId, out var previous);
            _clients.Add(client.ClientId, client);
            return previous;
        }
    }

    /// <summary>Resumes or begins the client's session and answers its CONNECT; returns a session that ended by this.</summary>
    public BrokerSession? Bind(MqttBrokerClient client)
    {
        lock (_gate)
        {
            if (_clients.GetValueOrDefault(client.ClientId) != client) return null;   // Taken over already.
            _persistent.TryGetValue(client.ClientId, out var kept);
            kept?.Expiry?.Dispose();

            var resumes = kept is not null && !client.CleanSession;
            var session = resumes ? kept! : new BrokerSession(client.ClientId, isPersistent: !client.CleanSession, options);
            if (session.IsPersistent) _persistent[client.ClientId] = session;
            else _persistent.Remove(client.ClientId);

            client.Session = session;
            session.Attach(client.Output, sessionPresent: resumes);
            return resumes ? null : kept;
        }
    }

    /// <summary>Takes the client off its session and returns the session; a persistent one lives on until <paramref name="onExpired"/>.</summary>
    public BrokerSession? Release(MqttBrokerClient client, Action<BrokerSession> onExpired)
    {
        lock (_gate)
        {
            if (_clients.GetValueOrDefault(client.ClientId) == client) _clients.Remove(client.ClientId);
            if (client.Session is not { } session) return null;

            session.Detach(client.Output);
            if (session.IsPersistent)
            {
                session.Expiry?.Dispose();
                session.Expiry = time.CreateTimer(
                    _ => Expire(session, onExpired), null, options.AbandonedSessionLifetime, Timeout.InfiniteTimeSpan);
            }

            return session;
        }
    }

    /// <summary>Forgets all persistent sessions and returns them.</summary>
    public IReadOnlyList<BrokerSession> Clear()
    {
        lock (_gate)
        {
            List<BrokerSession> sessions = [.. _persistent.Values];
            foreach (var session in sessions) session.Expiry?.Dispose();
            _persistent.Clear();
            return sessions;
        }
    }

    private void Expire(BrokerSession session, Action<BrokerSession> onExpired)
    {
        lock (_gate)
        {
            if (_persistent.GetValueOrDefault(session.ClientId) != session || session.IsAttached) return;
            _persistent.Remove(session.ClientId);
        }

        onExpired(session);
    }
}
