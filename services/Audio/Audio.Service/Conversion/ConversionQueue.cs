using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Conversion;

/// <summary>
/// The rows that wait for a conversion. Tenants take turns: next is who has the fewest conversions running, among those who waited longest
/// since their last turn, and then their oldest file. Who uploads a thousand files does not hold up who uploads one.
/// </summary>
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

    public Task<QueuedAudio?> NextAsync(CancellationToken cancellationToken) =>
        scopes.RunAsync(null, (services, token) => FindAsync(services.GetRequiredService<AudioDbContext>(), token), cancellationToken);

    public void Dispose() => _awake.Dispose();

    private async Task<QueuedAudio?> FindAsync(AudioDbContext database, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var all = database.AudioFiles.AsNoTracking().IgnoreQueryFilters([ModuleDbContext.TenantFilter]);
        var waiting = all.Where(file => file.State == AudioState.Received || (file.State == AudioState.Converting && file.ClaimedUntil <= now));
        var turns = await waiting
            .Select(file => file.TenantId)
            .Distinct()
            .Select(tenant => new
            {
                Tenant = tenant,
                Running = all.Count(file => file.TenantId == tenant && file.State == AudioState.Converting && file.ClaimedUntil > now),
                LastStart = all.Where(file => file.TenantId == tenant && file.StartedAt != null).OrderByDescending(file => file.StartedAt).Select(file => file.StartedAt).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        if (turns.Count == 0) return null;

        var next = turns.OrderBy(turn => turn.Running).ThenBy(turn => turn.LastStart ?? DateTimeOffset.MinValue).First().Tenant;
        return await waiting
            .Where(file => file.TenantId == next)
            .OrderBy(file => file.ReceivedAt)
            .Select(file => new QueuedAudio(file.TenantId, file.Id))
            .FirstOrDefaultAsync(cancellationToken);
    }
}

internal sealed record QueuedAudio(TenantId TenantId, Guid AudioFileId);
