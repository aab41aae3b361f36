using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>A handler that a module registered for an event.</summary>
/// <param name="Module">Whose inbox keeps it from acting twice.</param>
/// <param name="Handler">Unique within the process: <c>script-advance-playthrough-on-player-observed</c>; also the queue's name.</param>
/// <param name="EventType">The Contracts record.</param>
/// <param name="InvokeAsync">Resolves the handler from a scope and calls it.</param>
internal sealed record EventHandlerRegistration(
    string Module,
    string Handler,
    Type EventType,
    Func<IServiceProvider, IntegrationEvent, CancellationToken, Task> InvokeAsync)
{
    public bool IsPartitioned => typeof(IPartitionedEvent).IsAssignableFrom(EventType);
}

/// <summary>Told of every event that passes, in each process, without durability: the live feed, caches, deny lists.</summary>
internal sealed record FeedRegistration(Type EventType, Func<IServiceProvider, IntegrationEvent, CancellationToken, Task> InvokeAsync);

/// <summary>The event that a scope is handling.</summary>
internal sealed record Delivery(Guid EventId, string Handler)
{
    /// <summary>Whether the inbox row is part of a save already.</summary>
    public bool Recorded { get; set; }
}

public static class EventHandlerExtensions
{
    /// <summary>
    /// Subscribes a handler durably: it sees every event at least once, repeats are dropped by the module's inbox, failures are
    /// retried and end in the module's dead letters. Events about players arrive in order.
    /// </summary>
    public static void AddEventHandler<TEvent, THandler>(this IHostApplicationBuilder builder, string module)
        where TEvent : IntegrationEvent
        where THandler : class, IEventHandler<TEvent>
    {
        builder.Services.AddScoped<THandler>();
        builder.Services.AddSingleton(new EventHandlerRegistration(
            module,
            NameOf<TEvent, THandler>(module),
            typeof(TEvent),
            (services, integrationEvent, cancellationToken) =>
                services.GetRequiredService<THandler>().HandleAsync((TEvent)integrationEvent, cancellationToken)));
    }

    /// <summary>Subscribes a singleton to what passes from now on: at most once, in every process, never retried.</summary>
    public static void AddFeedHandler<TEvent, THandler>(this IHostApplicationBuilder builder)
        where TEvent : IntegrationEvent
        where THandler : class, IEventHandler<TEvent>
    {
        if (builder.Services.All(service => service.ServiceType != typeof(THandler))) builder.Services.AddSingleton<THandler>();
        builder.Services.AddSingleton(new FeedRegistration(
            typeof(TEvent),
            (services, integrationEvent, cancellationToken) =>
                services.GetRequiredService<THandler>().HandleAsync((TEvent)integrationEvent, cancellationToken)));
    }

    /// <summary><c>script</c> + <c>AdvancePlaythroughHandler</c> + <c>PlayerObserved</c>: one handler class may take several events.</summary>
    private static string NameOf<TEvent, THandler>(string module)
    {
        var handler = typeof(THandler).Name;
        if (handler.EndsWith("Handler", StringComparison.Ordinal)) handler = handler[..^"Handler".Length];
        return Kebab($"{module}{char.ToUpperInvariant(handler[0])}{handler[1..]}On{typeof(TEvent).Name}");
    }

    private static string Kebab(string name) => Persistence.SnakeCase.Of(name).Replace('_', '-');
}
