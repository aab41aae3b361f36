using System.Text;

namespace YotoSmartStream.Mqtt;

/// <summary>An application message (MQTT 3.1.1, section 3.3), independent of the connection that carries it.</summary>
/// <param name="Topic">The topic name; no wildcards (4.7).</param>
/// <param name="Payload">The bytes. The receiver of a message owns them: they are never reused.</param>
/// <param name="QualityOfService">How often the message may arrive (4.3).</param>
/// <param name="Retain">
/// To the broker: keep it as the topic's last known value (3.3.1.3). From the broker: it is such a kept value, not a new message.
/// </param>
public sealed record MqttMessage(
    string Topic, ReadOnlyMemory<byte> Payload, QualityOfService QualityOfService = QualityOfService.AtMostOnce, bool Retain = false)
{
    /// <summary>A message whose payload is text in UTF-8.</summary>
    public static MqttMessage FromText(
        string topic, string text, QualityOfService qualityOfService = QualityOfService.AtMostOnce, bool retain = false) =>
        new(topic, Encoding.UTF8.GetBytes(text), qualityOfService, retain);

    /// <summary>The payload read as UTF-8; invalid bytes become U+FFFD.</summary>
    public string PayloadText => Encoding.UTF8.GetString(Payload.Span);
}
