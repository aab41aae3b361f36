using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Uploads;

/// <summary>Finishes uploads whose last step a crash has interrupted, and ends those that have expired.</summary>
internal sealed class UploadTender(ModuleScopes scopes, TimeProvider time, ILogger<UploadTender> logger) : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                await TendAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.UploadsUntended(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TendAsync(CancellationToken cancellationToken)
    {
        foreach (var upload in await scopes.RunAsync(null, FindAsync, cancellationToken))
        {
            if (upload.IsExpired) await RunAsync(upload, (services, token) => services.GetRequiredService<EndUploadHandler>().HandleAsync(new(upload.Id), token), cancellationToken);
            else await RunAsync(upload, (services, token) => services.GetRequiredService<FinishUploadHandler>().HandleAsync(new(upload.Id), token), cancellationToken);
        }
    }

    private async Task RunAsync(TendedUpload upload, Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(upload.TenantId, work, cancellationToken);
        }
        catch (StaleStateException)
        {
            // Somebody else tends it.
        }
    }

    private Task<List<TendedUpload>> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
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
