using System.Text.Json.Nodes;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Broker;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>Who is connected over MQTT, and rough hands on those connections.</summary>
internal static class ConnectionEndpoints
{
    private const double MostDelaySeconds = 3600;

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/connections", List);
        routes.MapPost("/connections/break", BreakAsync);
    }

    /// <summary><c>GET /sim/connections</c>: the connections of all accounts.</summary>
    private static IResult List(CloudBroker broker) => ControlAnswer.Json(broker.Programs.Select(client => new
    {
        client.ClientId,
        accountId = (client.Principal as Account)?.Id,
        client.ConnectedAt,
        client.ExpiresAt,
        client.CleanSession,
        keepAliveSeconds = client.KeepAlive.TotalSeconds,
        client.IsBlackholed,
    }));

    /// <summary>
    /// <c>POST /sim/connections/break {"how":"reset","accountId":"…","clientId":"…"}</c>: without ids the connections of all programs; with
    /// <c>playerId</c> the player's own, which leaves its will and comes back. <c>kick</c> closes in good order, <c>reset</c> breaks the socket,
    /// <c>blackhole</c> leaves it open and loses everything, <c>heal</c> ends that, <c>delay</c> makes what is sent <c>seconds</c> late. The answer
    /// says how many there were.
    /// </summary>
    private static async Task<IResult> BreakAsync(HttpRequest request, CloudBroker broker)
    {
        if (await JsonBody.ReadAsync(request) is not { } body) return ControlAnswer.NotAnObject;
        Action<MqttBrokerClient>? act = body.Text("how") switch
        {
            "kick" => client => client.Kick(),
            "reset" => client => client.Drop(),
            "blackhole" => client => client.IsBlackholed = true,
            "heal" => client => (client.IsBlackholed, client.DeliveryDelay) = (false, TimeSpan.Zero),
            "delay" when body.Number("seconds") is >= 0 and <= MostDelaySeconds and var seconds =>
                client => client.DeliveryDelay = TimeSpan.FromSeconds(seconds),
            _ => null,
        };
        if (act is null) return YotoError.BadRequest("\"how\" must be kick, reset, blackhole, heal, or delay with \"seconds\".");

        var struck = Struck(body, broker).ToList();
        struck.ForEach(act);
        return ControlAnswer.Json(new { connections = struck.Count });
    }

    private static IEnumerable<MqttBrokerClient> Struck(JsonObject body, CloudBroker broker)
    {
        if (body.Text("playerId") is { } playerId) return broker.FindPlayer(playerId) is { } player ? [player] : [];
        return broker.Programs
            .Where(client => body.Text("clientId") is not { } clientId || client.ClientId == clientId)
            .Where(client => body.Text("accountId") is not { } accountId || (client.Principal as Account)?.Id == accountId);
    }
}
