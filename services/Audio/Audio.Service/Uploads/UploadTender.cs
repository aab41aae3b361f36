using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>Finishes uploads whose last step a crash has interrupted, and ends those that have expired.</summary>
internal sealed class UploadTender(ModuleScopes scopes, TimeProvider time, ILogger<UploadTender> logger)
    : PeriodicWork(TimeSpan.FromSeconds(15), time, logger)
{
    private const int AtOnce = 100;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var upload in await scopes.RunAsync(null, FindAsync, cancellationToken))
        {
            await scopes.RunUnlessOutrunAsync(upload.TenantId, (services, token) => TendAsync(services, upload, token), cancellationToken);
        }
    }

    private static Task TendAsync(IServiceProvider services, TendedUpload upload, CancellationToken cancellationToken) => upload.IsExpired
        ? services.GetRequiredService<EndUploadHandler>().HandleAsync(new(upload.Id), cancellationToken)
        : services.GetRequiredService<FinishUploadHandler>().HandleAsync(new(upload.Id), cancellationToken);

    private Task<List<TendedUpload>> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        return services.GetRequiredService<AudioDbContext>().Uploads
            .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
            .Where(upload => upload.ExpiresAt <= now || (upload.State == UploadState.Receiving && upload.OffsetBytes == upload.LengthBytes))
            .OrderBy(upload => upload.ExpiresAt)
            .Take(AtOnce)
            .Select(upload => new TendedUpload(upload.TenantId, upload.Id, upload.ExpiresAt <= now))
            .ToListAsync(cancellationToken);
    }

    private sealed record TendedUpload(TenantId TenantId, Guid Id, bool IsExpired);
}
