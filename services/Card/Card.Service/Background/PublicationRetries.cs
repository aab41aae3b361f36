using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Cards.Service.Persistence;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Cards.Service.Background;

/// <summary>Wakes publications that wait for something that was away, each at its time.</summary>
internal sealed class PublicationRetries(ModuleScopes scopes, TimeProvider time, ILogger<PublicationRetries> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), time, logger)
{
    private const int MostAtOnce = 50;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await ListDueAsync(cancellationToken))
        {
            await scopes.RunUnlessOutrunAsync(
                due.TenantId,
                (services, token) => services.GetRequiredService<RetryPublicationHandler>().HandleAsync(new RetryPublication(due.Id), token),
                cancellationToken);
        }
    }

    private Task<List<DuePublication>> ListDueAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        return scopes.RunAsync(
            null,
            (services, token) => services.GetRequiredService<CardDbContext>().Publications.AsNoTracking()
                .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
                .Where(publication => publication.NextAttemptAt <= now)
                .OrderBy(publication => publication.NextAttemptAt)
                .Take(MostAtOnce)
                .Select(publication => new DuePublication(publication.TenantId, publication.Id))
                .ToListAsync(token),
            cancellationToken);
    }

    private sealed record DuePublication(TenantId TenantId, Guid Id);
}
