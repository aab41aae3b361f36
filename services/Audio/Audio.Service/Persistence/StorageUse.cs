using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class StorageUse(AudioDbContext database) : IStorageUse
{
    public async Task<StorageLedger> LedgerAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (await database.StorageLedgers.FirstOrDefaultAsync(cancellationToken) is { } known) return known;
        var first = new StorageLedger(tenant);
        database.StorageLedgers.Add(first);
        return first;
    }

    public async Task<long> UsedBytesAsync(CancellationToken cancellationToken) =>
        await database.AudioFiles.SumAsync(file => file.SizeBytes + file.CoverSizeBytes + (file.HasOriginal ? file.SourceSizeBytes : 0), cancellationToken)
        + await database.Uploads.Where(upload => upload.State == UploadState.Receiving).SumAsync(upload => upload.LengthBytes, cancellationToken);
}
