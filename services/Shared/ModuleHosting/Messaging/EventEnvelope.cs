using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>An event on its way, with what the way needs to know.</summary>
/// <param name="Event">The event itself.</param>
/// <param name="Name">Its pinned wire name.</param>
/// <param name="Partition">0–15.</param>
/// <param name="TraceParent">The trace of the use case that raised it.</param>
internal sealed record EventEnvelope(IntegrationEvent Event, string Name, int Partition, string? TraceParent)
{
    public static EventEnvelope? From(OutboxRow row, EventCatalog catalog) =>
        catalog.TypeOf(row.Name) is { } type
            ? new EventEnvelope(EventJson.Read(row.Payload, type), row.Name, row.Partition, row.TraceParent)
            : null;
}

/// <summary>Carries events from an outbox to their handlers.</summary>
internal interface IEventTransport
{
    /// <summary>
    /// Called in the order of the outbox. The task completes when the event is safe with all its handlers (handled, or in their
    /// dead letters) or with the broker (confirmed). It does not fail but for cancellation: it tries until then.
    /// </summary>
    Task DeliverAsync(EventEnvelope envelope, CancellationToken cancellationToken);
}
