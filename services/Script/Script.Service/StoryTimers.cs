using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service;

/// <summary>
/// Tells stories when their questions have waited long enough (W1). The times are in the database, so a restart loses none; of several
/// replicas that see the same one, the playthrough's version lets one win.
/// </summary>
internal sealed class StoryTimers(ModuleScopes scopes, IOptions<ScriptOptions> options, TimeProvider time, ILogger<StoryTimers> logger) : BackgroundService
{
    private const int AtOnce = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.TimerPollMilliseconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var due in await FindDueAsync(stoppingToken))
                    await FireAsync(due, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.TimersInterrupted(exception);   // The database is away: the next tick looks again.
            }
        }
    }

    private Task<List<Due>> FindDueAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<ScriptDbContext>().Playthroughs
            .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
            .Where(playthrough => playthrough.DueAt != null && playthrough.DueAt <= time.GetUtcNow())
            .OrderBy(playthrough => playthrough.DueAt)
            .Take(AtOnce)
            .Select(playthrough => new Due(playthrough.TenantId, playthrough.Id))
            .ToListAsync(token),
        cancellationToken);

    private async Task FireAsync(Due due, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(
                due.TenantId,
                (services, token) => services.GetRequiredService<RunOutOfTimeHandler>().HandleAsync(new RunOutOfTime(due.PlaythroughId), token),
                cancellationToken);
        }
        catch (StaleStateException)
        {
            // The child answered in the same moment: that counts, and the next tick sees whether anything is still due.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TimerFailed(due.PlaythroughId, exception);   // One story that cannot go on holds up no other.
        }
    }

    private sealed record Due(TenantId TenantId, Guid PlaythroughId);
}
