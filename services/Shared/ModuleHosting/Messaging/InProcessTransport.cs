using Microsoft.Extensions.Logging;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// Standalone delivery: each handler has its own lane per partition, so that a handler that struggles holds up neither other
/// handlers nor other families, and events about one account stay in order.
/// </summary>
internal sealed partial class InProcessTransport(
    IEnumerable<EventHandlerRegistration> handlers,
    EventDispatcher dispatcher,
    Feed feed,
    TimeProvider time,
    ILogger<InProcessTransport> logger) : IEventTransport
{
    private static readonly TimeSpan PauseWhenNothingCanBeWritten = TimeSpan.FromSeconds(1);

    private readonly ILookup<Type, EventHandlerRegistration> _handlers = handlers.ToLookup(handler => handler.EventType);
    private readonly Lanes<(string Handler, int Partition)> _lanes = new();

    public Task DeliverAsync(EventEnvelope envelope, CancellationToken cancellationToken)
    {
        feed.Publish(envelope.Event);
        var deliveries = _handlers[envelope.Event.GetType()].Select(handler => _lanes.Enqueue(
            (handler.Handler, envelope.Partition),
            () => DispatchUntilSafeAsync(handler, envelope, cancellationToken)));
        return Task.WhenAll(deliveries);
    }

    /// <summary>The dispatcher gives up only when not even the dead letter can be written; then the lane waits, so that order holds.</summary>
    private async Task DispatchUntilSafeAsync(EventHandlerRegistration handler, EventEnvelope envelope, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await dispatcher.DispatchAsync(handler, envelope, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Blocked(logger, handler.Handler, envelope.Event.EventId, exception);
                await Task.Delay(PauseWhenNothingCanBeWritten, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(1231, LogLevel.Error, "{Handler} can neither take event {EventId} nor put it aside; its lane waits.")]
    private static partial void Blocked(ILogger logger, string handler, Guid eventId, Exception exception);
}
