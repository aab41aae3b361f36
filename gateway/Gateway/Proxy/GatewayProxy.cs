using Yarp.ReverseProxy.Configuration;

namespace YotoSmartStream.Gateways.Proxy;

/// <summary>The last step when the services are processes of their own.</summary>
public static class GatewayProxy
{
    public static void AddGatewayProxy(this WebApplicationBuilder builder) =>
        builder.Services.AddReverseProxy().LoadFromMemory(
            [.. ServiceRoutes.Routes.Select(route => RouteTo(route.Service, route.Path))],
            [.. ServiceRoutes.Services.Select(service => ClusterOf(builder.Configuration, service))]);

    public static void MapGatewayProxy(this IEndpointRouteBuilder routes) => routes.MapReverseProxy();

    private static RouteConfig RouteTo(string service, string path) => new()
    {
        RouteId = $"{service}:{path}",
        ClusterId = service,
        Match = new RouteMatch { Path = $"{path}/{{**rest}}" },
    };

    private static ClusterConfig ClusterOf(IConfiguration configuration, string service)
    {
        var address = ServiceRoutes.AddressOf(configuration, service)
            ?? throw new InvalidOperationException($"No address of the {service} service is configured: set services:{service}:http:0.");
        return new ClusterConfig
        {
            ClusterId = service,
            Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = address.ToString() } },
        };
    }
}
