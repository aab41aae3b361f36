using System.Globalization;
using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// Exchanges and queues (design §5): an exchange per event with the event's pinned name; a quorum queue per handler, and for events
/// about players one per handler and partition with a single active consumer that takes one message at a time. MassTransit is the
/// transport only: bodies are plain JSON, retries and dead letters are the dispatcher's.
/// </summary>
internal static class RabbitMqTopology
{
    private const int UnpartitionedConcurrency = 8;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(15);

    public static void AddRabbitMq(this IHostApplicationBuilder builder, string address)
    {
        builder.Services.AddSingleton<IEventTransport, RabbitMqTransport>();
        foreach (var subscription in Subscriptions.All) builder.Services.AddSingleton(subscription);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<RabbitMqSubscribers>(services, new Uri(address)));
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((context, rabbit) =>
        {
            var catalog = context.GetRequiredService<EventCatalog>();
            rabbit.Host(new Uri(address), host => host.PublisherConfirmation = true);
            rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.AddTransportHeaders);
            rabbit.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            rabbit.Publish<IntegrationEvent>(publish => publish.Exclude = true);      // Only the event itself has an exchange,
            rabbit.Publish<IPartitionedEvent>(publish => publish.Exclude = true);     // not what it derives from.
            rabbit.MessageTopology.SetEntityNameFormatter(new PinnedNames(catalog, rabbit.MessageTopology.EntityNameFormatter));
            foreach (var type in catalog.Events) Call(nameof(ConfigureExchange), type, rabbit);

            foreach (var handler in context.GetServices<EventHandlerRegistration>())
            {
                if (handler.IsPartitioned)
                {
                    for (var partition = 0; partition < Partitions.Count; partition++)
                        Call(nameof(ConfigurePartitionQueue), handler.EventType, rabbit, context, handler, partition);
                }
                else
                {
                    Call(nameof(ConfigureQueue), handler.EventType, rabbit, context, handler);
                }
            }

            ConfigureFeed(rabbit, context, catalog);
        }));
    }

    private static void ConfigureExchange<TEvent>(IRabbitMqBusFactoryConfigurator rabbit)
        where TEvent : IntegrationEvent
    {
        if (!typeof(IPartitionedEvent).IsAssignableFrom(typeof(TEvent))) return;
        rabbit.Publish<TEvent>(publish => publish.ExchangeType = ExchangeType.Direct);
        rabbit.Send<TEvent>(send => send.UseRoutingKeyFormatter(context => RoutingKey(Partitions.Of(context.Message))));
    }

    private static void ConfigureQueue<TEvent>(IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, EventHandlerRegistration handler)
        where TEvent : IntegrationEvent =>
        rabbit.ReceiveEndpoint(handler.Handler, queue =>
        {
            queue.ConfigureConsumeTopology = false;
            queue.SetQuorumQueue();
            queue.PrefetchCount = UnpartitionedConcurrency;
            queue.ConcurrentMessageLimit = UnpartitionedConcurrency;
            queue.Bind(context.GetRequiredService<EventCatalog>().NameOf(typeof(TEvent)));
            Consume<TEvent>(queue, context, handler);
        });

    private static void ConfigurePartitionQueue<TEvent>(
        IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, EventHandlerRegistration handler, int partition)
        where TEvent : IntegrationEvent =>
        rabbit.ReceiveEndpoint(PartitionQueue(handler.Handler, partition), queue =>
        {
            queue.ConfigureConsumeTopology = false;
            queue.SetQuorumQueue();
            queue.SingleActiveConsumer = true;
            queue.PrefetchCount = 1;
            queue.ConcurrentMessageLimit = 1;
            BindPartition(queue, context.GetRequiredService<EventCatalog>().NameOf(typeof(TEvent)), partition);
            Consume<TEvent>(queue, context, handler);
        });

    /// <summary>A message whose effects could not even be put aside (the database is away) waits here, in order, until they can.</summary>
    private static void Consume<TEvent>(IRabbitMqReceiveEndpointConfigurator queue, IBusRegistrationContext context, EventHandlerRegistration handler)
        where TEvent : IntegrationEvent
    {
        var dispatcher = context.GetRequiredService<EventDispatcher>();
        var catalog = context.GetRequiredService<EventCatalog>();
        queue.UseMessageRetry(retry => retry.Exponential(int.MaxValue, FirstRetry, LongestRetry, FirstRetry));
        queue.Handler<TEvent>(consumed => dispatcher.DispatchAsync(
            handler,
            new EventEnvelope(
                consumed.Message,
                catalog.NameOf(typeof(TEvent)),
                Partitions.Of(consumed.Message),
                consumed.Headers.Get<string>(RabbitMqTransport.TraceParentHeader)),
            consumed.CancellationToken));
    }

    /// <summary>
    /// The live feed of this process alone: a queue per event that dies with the process. One queue for all would not do, because a
    /// plain JSON body does not say which event it is.
    /// </summary>
    private static void ConfigureFeed(IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, EventCatalog catalog)
    {
        var feed = context.GetRequiredService<Feed>();
        foreach (var type in feed.EventTypes) Call(nameof(ConfigureFeedQueue), type, rabbit, feed, catalog);
    }

    private static void ConfigureFeedQueue<TEvent>(IRabbitMqBusFactoryConfigurator rabbit, Feed feed, EventCatalog catalog)
        where TEvent : IntegrationEvent =>
        rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(), KebabCaseEndpointNameFormatter.Instance, queue =>
        {
            var exchange = catalog.NameOf(typeof(TEvent));
            queue.ConfigureConsumeTopology = false;
            queue.ConcurrentMessageLimit = 1;     // In order: what is heard last is the newest.
            if (!typeof(IPartitionedEvent).IsAssignableFrom(typeof(TEvent))) queue.Bind(exchange);
            else for (var partition = 0; partition < Partitions.Count; partition++) BindPartition(queue, exchange, partition);
            queue.Handler<TEvent>(consumed =>
            {
                feed.Publish(consumed.Message);
                return Task.CompletedTask;
            });
        });

    private static void BindPartition(IRabbitMqReceiveEndpointConfigurator queue, string exchange, int partition) =>
        queue.Bind(exchange, binding =>
        {
            binding.ExchangeType = ExchangeType.Direct;
            binding.RoutingKey = RoutingKey(partition);
        });

    internal static string PartitionQueue(string handler, int partition) => $"{handler}-{partition:00}";

    internal static string RoutingKey(int partition) => partition.ToString(CultureInfo.InvariantCulture);

    private static void Call(string method, Type eventType, params object[] arguments) =>
        typeof(RabbitMqTopology).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(eventType).Invoke(null, arguments);

    private sealed class PinnedNames(EventCatalog catalog, IEntityNameFormatter others) : IEntityNameFormatter
    {
        public string FormatEntityName<T>() =>
            typeof(T).IsSubclassOf(typeof(IntegrationEvent)) ? catalog.NameOf(typeof(T)) : others.FormatEntityName<T>();
    }
}
