using System.Collections.Concurrent;

namespace YotoSmartStream.Mqtt;

/// <summary>The last message of each topic that asked to be kept (MQTT 3.1.1, section 3.3.1.3).</summary>
internal sealed class RetainedMessages(int maximumCount)
{
    private readonly ConcurrentDictionary<string, MqttMessage> _messages = new(StringComparer.Ordinal);

    public void Set(MqttMessage message)
    {
        if (message.Payload.IsEmpty) _messages.TryRemove(message.Topic, out _);
        else if (_messages.Count < maximumCount || _messages.ContainsKey(message.Topic)) _messages[message.Topic] = message;
    }

    public IEnumerable<MqttMessage> Match(string filter)
    {
        if (MqttTopic.HasWildcard(filter)) return _messages.Values.Where(message => MqttTopic.Matches(filter, message.Topic));
        return _messages.TryGetValue(filter, out var message) ? [message] : [];
    }

    public void Clear() => _messages.Clear();
}
