namespace YotoSmartStream.Testing;

/// <summary>Mosquitto, the MQTT broker that ours is compared with. User name and password are part of the addresses.</summary>
public sealed class MosquittoServer
{
    private MosquittoServer(IReadOnlyDictionary<string, string> facts)
    {
        Address = new Uri(facts["MQTT"]);
        WebSocketAddress = new Uri(facts["MQTT_WS"]);
    }

    public Uri Address { get; }

    public Uri WebSocketAddress { get; }

    public static async Task<MosquittoServer> StartAsync(ServerSet servers) => new(await servers.StartAsync("mosquitto"));
}
