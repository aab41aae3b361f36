using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>How much one tenant may keep (security S19).</summary>
public sealed class StorageQuota(IStorageUse use, AudioPolicy policy)
{
    /// <summary>Whether so much more would fit now; it promises nothing.</summary>
    public async Task<Result> CheckAsync(long bytes, CancellationToken cancellationToken) =>
        bytes <= 0 || await use.UsedBytesAsync(cancellationToken) + bytes <= policy.TenantBytes ? Result.Success : Exceeded;

    /// <summary>Admits it with the next save, or that save fails as stale and the caller decides anew.</summary>
    public async Task<Result> AdmitAsync(TenantId tenant, long bytes, CancellationToken cancellationToken)
    {
        var ledger = await use.LedgerAsync(tenant, cancellationToken);   // Before the sum, or somebody could slip in between.
        var fits = await CheckAsync(bytes, cancellationToken);
        if (fits.IsSuccess) ledger.NoteAdmission();
        return fits;
    }

    private Error Exceeded =>
        Error.TooLarge("audio.quota", $"All audio of a family may take {policy.TenantBytes / (1024 * 1024)} MB, and this would not fit any more. Delete something first.");
}
