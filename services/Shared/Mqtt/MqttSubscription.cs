namespace YotoSmartStream.Mqtt;

/// <summary>A topic filter and the highest quality in which its messages are wanted (MQTT 3.1.1, section 3.8.3).</summary>
public readonly record struct MqttSubscription(string Filter, QualityOfService QualityOfService = QualityOfService.AtLeastOnce);

/// <summary>The broker's answer for one filter (section 3.9.3); <see cref="Granted"/> is null when the filter was refused.</summary>
public readonly record struct MqttSubscriptionResult(string Filter, QualityOfService? Granted);
