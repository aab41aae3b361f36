using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>Publishes to RabbitMQ and waits for its confirm. One event of a partition at a time, so that order holds even when the broker stumbles.</summary>
internal sealed partial class RabbitMqTransport(IBusControl bus, RabbitMqSubscribers subscribers, TimeProvider time, ILogger<RabbitMqTransport> logger) : IEventTransport
{
    public const string TraceParentHeader = "yss-traceparent";
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lanes<int> _lanes = new();

    public Task DeliverAsync(EventEnvelope envelope, CancellationToken cancellationToken) =>
        _lanes.Enqueue(envelope.Partition, () => PublishUntilConfirmedAsync(envelope, cancellationToken));

    private async Task PublishUntilConfirmedAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Source.StartActivity($"{envelope.Name} publish", ActivityKind.Producer, envelope.TraceParent);
        while (true)
        {
            try
            {
                await bus.WaitForHealthStatus(BusHealthStatus.Healthy, cancellationToken);
                await subscribers.DeclareAsync(envelope.Event.GetType(), cancellationToken);   // Before its queues are bound, an event would reach nobody.
                using var timeout = new CancellationTokenSource(ConfirmTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
                await bus.Publish(envelope.Event, envelope.Event.GetType(), context => Describe(context, envelope), either.Token);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                NotConfirmed(logger, envelope.Event.EventId, exception);
                await Task.Delay(PauseAfterFailure, time, cancellationToken);
            }
        }
    }

    private static void Describe(PublishContext context, EventEnvelope envelope)
    {
        context.MessageId = envelope.Event.EventId;
        context.Durable = true;
        if ((Activity.Current?.Id ?? envelope.TraceParent) is { } traceParent) context.Headers.Set(TraceParentHeader, traceParent);
    }

    [LoggerMessage(1241, LogLevel.Warning, "The broker has not confirmed event {EventId}; it is published again.")]
    private static partial void NotConfirmed(ILogger logger, Guid eventId, Exception exception);
}
