namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>An event that was saved with the state that it tells of, on its way out (design §5).</summary>
[GlobalEntity("The relay delivers for all tenants; the tenant travels inside.")]
internal sealed class OutboxRow
{
    /// <summary>Database identity: the order of delivery within a partition.</summary>
    public long Sequence { get; private set; }

    public required Guid EventId { get; init; }

    public required Guid TenantId { get; init; }

    /// <summary>The pinned wire name.</summary>
    public required string Name { get; init; }

    public required string Payload { get; init; }

    /// <summary>0–15.</summary>
    public required int Partition { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>W3C trace context of the use case, so that one trace spans the hand-over.</summary>
    public string? TraceParent { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

/// <summary>An event that a handler has taken in, written with its effects: a repeat finds it and does nothing.</summary>
[GlobalEntity("Keyed by event and handler, which belong to one tenant already.")]
internal sealed class InboxRow
{
    public required Guid EventId { get; init; }

    public required string Handler { get; init; }

    public required DateTimeOffset HandledAt { get; init; }
}

/// <summary>An event that a handler could not take in after its last try. It is kept with its reason and can be replayed.</summary>
[GlobalEntity("Operators look at them across tenants; the tenant is a column.")]
internal sealed class DeadLetterRow
{
    public required Guid EventId { get; init; }

    public required string Handler { get; init; }

    public required Guid TenantId { get; init; }

    public required string Name { get; init; }

    public required string Payload { get; init; }

    public required int Partition { get; init; }

    public required int Attempts { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset FailedAt { get; init; }
}
