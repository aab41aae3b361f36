using System.Buffers.Binary;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>What concerns one Yoto account travels in one partition, in order (design §5).</summary>
public static class Partitions
{
    public const int Count = 16;

    /// <summary>By account for an event about a player; otherwise by tenant, which only spreads the work.</summary>
    public static int Of(IntegrationEvent integrationEvent) =>
        Of(integrationEvent is IPartitionedEvent partitioned ? partitioned.YotoAccountId : integrationEvent.TenantId);

    /// <summary>The same in every process and version: it decides on which queue an event waits.</summary>
    public static int Of(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes);
        var mixed = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        mixed *= 0x9E3779B97F4A7C15;   // Fibonacci hashing: version 7 ids of one millisecond differ in few bits.
        return (int)(mixed >> 60);
    }
}
