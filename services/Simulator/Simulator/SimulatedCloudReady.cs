using System.Text.Json.Serialization;

namespace YotoSmartStream.Simulation;

/// <summary>How a running cloud is reached, and its seeded account: what the host prints when it is ready.</summary>
/// <param name="Http">Base address of OAuth, REST and the control API, without a trailing slash.</param>
/// <param name="Mqtt">MQTT over TCP.</param>
/// <param name="MqttWebSocket">MQTT over WebSocket.</param>
/// <param name="ClientId">The registered public OAuth client.</param>
/// <param name="Speed">Player seconds per real second.</param>
/// <param name="Account">The account that the cloud was seeded with.</param>
public sealed record SimulatedCloudReady(string Http, string Mqtt, string MqttWebSocket, string ClientId, double Speed, SimulatedAccount Account)
{
    /// <summary>The certificate that clients must trust, when the cloud speaks TLS.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaFile { get; init; }

    /// <summary>The broker without Yoto's rules, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OpenMqtt { get; init; }
}

/// <summary>An account with tokens of its own and the ids of its players.</summary>
public sealed record SimulatedAccount(string Id, string Email, string AccessToken, string RefreshToken, IReadOnlyList<string> Players);
