using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.Bridge.Service.Leases;

/// <summary>Who may open the sessions of a partition, until when by the database's clock, and with which token it signs its writes.</summary>
[GlobalEntity("A partition holds accounts of many tenants.")]
internal sealed class PartitionLease
{
    public int Partition { get; init; }

    /// <summary>Empty when nobody ever held it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Grows with each change of owner: a row written under a smaller one is refused.</summary>
    public long FencingToken { get; init; }

    /// <summary>Unix milliseconds of the database.</summary>
    public long ExpiresAt { get; init; }
}

/// <summary>A process that would hold partitions. It stays listed for as long as a lease after it last said so.</summary>
[GlobalEntity("A replica serves accounts of many tenants.")]
internal sealed class BridgeReplica
{
    public required string Owner { get; init; }

    /// <summary>Unix milliseconds of the database.</summary>
    public long ListedUntil { get; init; }
}
