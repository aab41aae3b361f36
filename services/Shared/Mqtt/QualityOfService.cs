namespace YotoSmartStream.Mqtt;

/// <summary>How often a message may arrive (MQTT 3.1.1, section 4.3).</summary>
public enum QualityOfService : byte
{
    /// <summary>Sent once, never confirmed (4.3.1).</summary>
    AtMostOnce = 0,

    /// <summary>Repeated until confirmed, so it may arrive twice (4.3.2).</summary>
    AtLeastOnce = 1,

    /// <summary>A four-step exchange that delivers exactly once (4.3.3). The broker speaks it, the client does not: Yoto's cloud has none.</summary>
    ExactlyOnce = 2,
}
