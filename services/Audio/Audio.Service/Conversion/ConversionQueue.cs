using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

/// <summary>The rows that wait for a conversion, of all tenants, the oldest first.</summary>
internal sealed class ConversionQueue(ModuleScopes scopes, IOptions<AudioOptions> options, TimeProvider time) : IConversionQueue, IDisposable
{
    /// <summary>Finds what another replica received or left behind.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _awake = new(0);

    public void Wake()
    {
        if (_awake.CurrentCount < options.Value.ConversionLanes) _awake.Release();
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _awake.WaitAsync(LookEvery, cancellationToken);

    public Task<QueuedAudio?> NextAsync(CancellationToken cancellationToken) => scopes.RunAsync<QueuedAudio?>(null, FindAsync, cancellationToken);

    public void Dispose() => _awake.Dispose();

    private Task<QueuedAudio?> FindAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return services.GetRequiredService<AudioDbContext>().AudioFiles
            .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
            .Where(file => file.State == AudioState.Received || (file.State == AudioState.Converting && file.ClaimedUntil <= now))
            .OrderBy(file => file.ReceivedAt)
            .Select(file => new QueuedAudio(file.TenantId, file.Id))
            .FirstOrDefaultAsync(cancellationToken);
    }
}

internal sealed record QueuedAudio(TenantId TenantId, Guid AudioFileId);
