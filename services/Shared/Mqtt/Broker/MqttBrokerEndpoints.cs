using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace YotoSmartStream.Mqtt;

/// <summary>MQTT over WebSocket inside an ASP.NET Core host (MQTT 3.1.1, section 6).</summary>
public static class MqttBrokerEndpoints
{
    /// <summary>Serves the broker on a path; the host calls <c>UseWebSockets</c> before. Anything but a WebSocket of subprotocol <c>mqtt</c> gets 400.</summary>
    public static IEndpointConventionBuilder MapMqttBroker(this IEndpointRouteBuilder routes, string pattern, MqttBroker broker) =>
        routes.Map(pattern, context => ServeAsync(context, broker));

    /// <summary>Serves one request, for a host that decides itself which requests are MQTT.</summary>
    public static async Task ServeAsync(HttpContext context, MqttBroker broker)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(MqttTransports.WebSocketSubprotocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(MqttTransports.WebSocketSubprotocol);
        await broker.ServeAsync(socket, $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}", context.RequestAborted);
    }
}
