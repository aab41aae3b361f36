using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Asks Yoto about every sign-in that waits, each when its interval has passed. What waits is in the database, so a restart goes on.</summary>
internal sealed class LinkPoller(ModuleScopes scopes, TimeProvider time, ILogger<LinkPoller> logger)
    : PeriodicWork(TimeSpan.FromSeconds(1), time, logger)
{
    private const int MostAtOnce = 50;
    private const int SideBySide = 4;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken) => await Parallel.ForEachAsync(
        await ListDueAsync(cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
        async (link, token) => await PollAsync(link, token));

    private Task<List<DueLink>> ListDueAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        return scopes.RunAsync(
            null,
            (services, token) => services.GetRequiredService<PlayerDbContext>().YotoLinks.AsNoTracking()
                .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
                .Where(link => link.Status == YotoLinkStatus.Pending && link.NextPollAt <= now)
                .OrderBy(link => link.NextPollAt)
                .Take(MostAtOnce)
                .Select(link => new DueLink(link.TenantId, link.Id))
                .ToListAsync(token),
            cancellationToken);
    }

    private async Task PollAsync(DueLink link, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunUnlessOutrunAsync(
                link.TenantId,
                (services, token) => services.GetRequiredService<PollYotoLinkHandler>().HandleAsync(new PollYotoLink(link.Id), token),
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LinkPollFailed(link.Id, exception);
        }
    }

    private sealed record DueLink(TenantId TenantId, Guid Id);
}
