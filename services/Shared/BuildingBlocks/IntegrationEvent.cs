namespace YotoSmartStream.BuildingBlocks;

/// <summary>
/// Something that happened in one module and that others may react to. Past tense, final, primitive fields only.
/// Hosting stamps <see cref="EventId"/>, <see cref="TenantId"/> and <see cref="OccurredAt"/> when the unit of work is saved.
/// </summary>
public abstract record IntegrationEvent
{
    public Guid EventId { get; init; }

    public Guid TenantId { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset OccurredAt { get; init; }
}

/// <summary>
/// An event that concerns a player. All events of one Yoto account travel in order, in the partition
/// <c>hash(YotoAccountId) mod 16</c> (design §5).
/// </summary>
public interface IPartitionedEvent
{
    Guid YotoAccountId { get; }
}

/// <summary>Pins the name of an event on the wire, so that renaming the class is safe.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary><c>module.past-tense.v1</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// Reacts to an event. It is called at least once and in any order unless the event is partitioned; hosting drops repeats.
/// It saves its unit of work at most once. An exception means "try again"; after the last try the event goes to the dead letters.
/// </summary>
public interface IEventHandler<in TEvent>
    where TEvent : IntegrationEvent
{
    Task HandleAsync(TEvent integrationEvent, CancellationToken cancellationToken);
}
