using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Contracts;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.ModuleHosting.Ports;

/// <summary>The far side of <see cref="RemotePort"/>: only other services, with a service token, are let in.</summary>
internal static class PortEndpoints
{
    public static void MapPorts(this IEndpointRouteBuilder routes)
    {
        foreach (var port in routes.ServiceProvider.GetServices<OwnedPort>())
        {
            foreach (var method in port.Port.GetMethods())
            {
                typeof(PortEndpoints).GetMethod(nameof(Map), BindingFlags.Static | BindingFlags.NonPublic)!
                    .MakeGenericMethod(method.GetParameters()[0].ParameterType, PortProxy.ValueType(method))
                    .Invoke(null, [routes, port, method]);
            }
        }
    }

    private static void Map<TRequest, TValue>(IEndpointRouteBuilder routes, OwnedPort port, MethodInfo method)
        where TRequest : class, IPortRequest
    {
        var local = ActivatorUtilities.CreateInstance<LocalPort>(routes.ServiceProvider, port);
        routes.MapPost($"/internal/ports/{port.Name}/{method.Name}", async (TRequest request, CancellationToken cancellationToken) =>
                TypedResults.Ok(PortAnswer<TValue>.From(await local.InvokeAsync<TValue>(method, request, cancellationToken))))
            .RequireAuthorization(Policies.Internal)
            .ExcludeFromDescription();
    }
}
