using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.Contracts;

namespace YotoSmartStream.ModuleHosting.Ports;

public static class PortExtensions
{
    /// <summary>The owner's side: callers in this process and, over <c>/internal/ports</c>, in others reach this implementation.</summary>
    public static void AddPort<TPort, TImplementation>(this IHostApplicationBuilder builder)
        where TPort : class
        where TImplementation : class, TPort
    {
        builder.Services.AddScoped<TImplementation>();
        builder.Services.AddSingleton(new OwnedPort(typeof(TPort), typeof(TImplementation)));
        builder.UsePort<TPort>();
    }

    /// <summary>
    /// The caller's side: inject the port. Each call runs as the tenant that its request names, in a scope of its own, wherever the
    /// owner lives; so call ports before changing tracked entities.
    /// </summary>
    public static void UsePort<TPort>(this IHostApplicationBuilder builder)
        where TPort : class =>
        builder.Services.TryAddSingleton(services =>
        {
            var owner = typeof(TPort).GetCustomAttribute<PortAttribute>()?.Owner
                ?? throw new InvalidOperationException($"{typeof(TPort).Name} has no [Port].");
            var owned = services.GetServices<OwnedPort>().SingleOrDefault(port => port.Port == typeof(TPort));
            IPortInvoker invoker = owned is not null
                ? ActivatorUtilities.CreateInstance<LocalPort>(services, owned)
                : ActivatorUtilities.CreateInstance<RemotePort>(services, owner);
            return PortProxy.Create<TPort>(invoker);
        });

    internal static void AddPorts(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ServiceAddresses>();
        builder.Services.AddHttpClient(RemotePort.ClientName, client => client.Timeout = RemotePort.Timeout);
    }
}

/// <param name="Port">The interface in Contracts.</param>
/// <param name="Implementation">The owner's scoped class.</param>
internal sealed record OwnedPort(Type Port, Type Implementation)
{
    /// <summary><c>IAudioCatalog</c> is reached as <c>audio-catalog</c>.</summary>
    public string Name => NameOf(Port);

    public static string NameOf(Type port) => Persistence.SnakeCase.Of(port.Name[1..]).Replace('_', '-');
}
