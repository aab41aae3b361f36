using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>How much the scope's tenant keeps.</summary>
public interface IStorageUse
{
    /// <summary>Tracked: what happens to it is saved with the next save.</summary>
    Task<StorageLedger> LedgerAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>What is played, the originals that are kept, and all that open uploads may still become.</summary>
    Task<long> UsedBytesAsync(CancellationToken cancellationToken);
}
