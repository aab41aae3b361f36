using System.Collections.Concurrent;

namespace YotoSmartStream.Mqtt;

/// <summary>
/// Who gets a message. Filters without wildcards, which are nearly all of them, are found by one look-up; the others are compared one by one.
/// Readers take no lock: every list is replaced, never changed.
/// </summary>
internal sealed class SubscriptionIndex
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Subscriber[]> _exact = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Subscriber[]> _wildcards = new(StringComparer.Ordinal);

    /// <summary>Subscribes, or changes the quality of what was subscribed; false when the session holds too many filters.</summary>
    public bool TrySet(BrokerSession session, string filter, QualityOfService quality, int maximumCount)
    {
        lock (_gate)
        {
            if (session.Filters.Count >= maximumCount && !session.Filters.Contains(filter)) return false;
            var lists = ListsOf(filter);
            var others = lists.TryGetValue(filter, out var subscribers) ? subscribers.Where(subscriber => subscriber.Session != session) : [];
            lists[filter] = [.. others, new Subscriber(session, quality)];
            session.Filters.Add(filter);
            return true;
        }
    }

    public void Remove(BrokerSession session, string filter)
    {
        lock (_gate)
        {
            if (!session.Filters.Remove(filter)) return;
            var lists = ListsOf(filter);
            Subscriber[] others = [.. lists[filter].Where(subscriber => subscriber.Session != session)];
            if (others.Length > 0) lists[filter] = others;
            else lists.TryRemove(filter, out _);
        }
    }

    public void RemoveAll(BrokerSession session)
    {
        lock (_gate)
        {
            foreach (var filter in session.Filters.ToList()) Remove(session, filter);
        }
    }

    /// <summary>Each session once, at the best quality among its filters that match (MQTT 3.1.1, section 3.3.5).</summary>
    public IEnumerable<Subscriber> Match(string topic)
    {
        _exact.TryGetValue(topic, out var exact);
        if (_wildcards.IsEmpty) return exact ?? [];

        var best = new Dictionary<BrokerSession, QualityOfService>();
        Add(exact ?? []);
        foreach (var (filter, subscribers) in _wildcards)
        {
            if (MqttTopic.Matches(filter, topic)) Add(subscribers);
        }

        return best.Select(pair => new Subscriber(pair.Key, pair.Value));

        void Add(Subscriber[] subscribers)
        {
            foreach (var (session, quality) in subscribers)
            {
                if (!best.TryGetValue(session, out var known) || quality > known) best[session] = quality;
            }
        }
    }

    private ConcurrentDictionary<string, Subscriber[]> ListsOf(string filter) => MqttTopic.HasWildcard(filter) ? _wildcards : _exact;

    internal readonly record struct Subscriber(BrokerSession Session, QualityOfService Quality);
}
