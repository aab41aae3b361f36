using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Asks Yoto about every sign-in that waits, each when its interval has passed. What waits is in the database, so a restart goes on.</summary>
internal sealed class LinkPoller(ModuleScopes scopes, TimeProvider time, ILogger<LinkPoller> logger) : BackgroundService
{
    private const int MostAtOnce = 50;
    private const int SideBySide = 4;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                await Parallel.ForEachAsync(
                    await ListDueAsync(stoppingToken),
                    new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stoppingToken },
                    async (link, cancellationToken) => await PollAsync(link, cancellationToken));
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LinkPollingInterrupted(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<List<DueLink>> ListDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
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
            await scopes.RunAsync(
                link.TenantId,
                (services, token) => services.GetRequiredService<PollYotoLinkHandler>().HandleAsync(new PollYotoLink(link.Id), token),
                cancellationToken);
        }
        catch (StaleStateException)
        {
            // Another replica asks this time.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LinkPollFailed(link.Id, exception);
        }
    }

    private sealed record DueLink(TenantId TenantId, Guid Id);
}
