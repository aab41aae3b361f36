using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// Two uploads that each fit, but not both, must not both be admitted. Each admission changes the tenant's ledger in the transaction
/// that admits; who read it before somebody else changed it, decides anew.
/// </summary>
public sealed class StorageLedger(TenantId tenantId) : ITenantOwned
{
    public TenantId TenantId { get; } = tenantId;

    public int Version { get; private set; }

    public void NoteAdmission() => Version++;
}
