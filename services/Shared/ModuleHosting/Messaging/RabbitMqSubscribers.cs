using System.Collections.Concurrent;
using RabbitMQ.Client;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// Declares the queues of an event's subscribers before this process first publishes it. A broker drops what no queue is bound to,
/// also when it confirms; so a service's queues must exist before the service has ever run.
/// </summary>
internal sealed class RabbitMqSubscribers(Uri address, EventCatalog catalog, IEnumerable<Subscription> subscriptions)
{
    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };
    private static readonly Dictionary<string, object?> QuorumWithSingleConsumer = new(Quorum) { ["x-single-active-consumer"] = true };

    private readonly ILookup<Type, Subscription> _subscriptions = subscriptions.ToLookup(subscription => subscription.EventType);
    private readonly ConcurrentDictionary<Type, bool> _declared = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask DeclareAsync(Type eventType, CancellationToken cancellationToken)
    {
        if (_declared.ContainsKey(eventType)) return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_declared.ContainsKey(eventType)) return;
            await DeclareSubscribersAsync(eventType, cancellationToken);
            _declared[eventType] = true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task DeclareSubscribersAsync(Type eventType, CancellationToken cancellationToken)
    {
        if (!_subscriptions.Contains(eventType)) return;
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var exchange = catalog.NameOf(eventType);
        var isPartitioned = typeof(IPartitionedEvent).IsAssignableFrom(eventType);
        await channel.ExchangeDeclareAsync(exchange, isPartitioned ? ExchangeType.Direct : ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        foreach (var subscription in _subscriptions[eventType])
        {
            if (!isPartitioned) await DeclareQueueAsync(channel, subscription.Handler, Quorum, exchange, routingKey: "", cancellationToken);
            else for (var partition = 0; partition < Partitions.Count; partition++)
                await DeclareQueueAsync(
                    channel,
                    RabbitMqTopology.PartitionQueue(subscription.Handler, partition),
                    QuorumWithSingleConsumer,
                    exchange,
                    RabbitMqTopology.RoutingKey(partition),
                    cancellationToken);
        }
    }

    /// <summary>As the consumer declares it: event exchange → exchange of the queue's name → queue. The broker refuses two that differ.</summary>
    private static async Task DeclareQueueAsync(
        IChannel channel, string queue, Dictionary<string, object?> arguments, string exchange, string routingKey, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue, queue, routingKey: "", cancellationToken: cancellationToken);
        await channel.ExchangeBindAsync(queue, exchange, routingKey, cancellationToken: cancellationToken);
    }
}
