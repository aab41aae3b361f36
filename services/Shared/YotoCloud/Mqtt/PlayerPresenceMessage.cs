namespace YotoSmartStream.YotoCloud.Mqtt;

/// <summary>The retained message on <c>presence</c>: <c>{"state":"online","ts":…}</c>; <c>offline</c> is the player's Last Will (yoto-cloud §3.2).</summary>
public sealed record PlayerPresenceMessage(bool Online)
{
    /// <returns>Null if the payload does not say one of the two states.</returns>
    public static PlayerPresenceMessage? Read(ReadOnlyMemory<byte> payload) => YotoPayload.ReadObject(payload)?.Text("state").Value switch
    {
        "online" => new PlayerPresenceMessage(true),
        "offline" => new PlayerPresenceMessage(false),
        _ => null,
    };
}
