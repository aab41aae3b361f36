using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Service.Persistence;

namespace YotoSmartStream.Stories.Service;

/// <summary>
/// Tells stories when their questions have waited long enough (W1). The times are in the database, so a restart loses none; of several
/// replicas that see the same one, the playthrough's version lets one win.
/// </summary>
internal sealed class StoryTimers(ModuleScopes scopes, IOptions<ScriptOptions> options, TimeProvider time, ILogger<StoryTimers> logger)
    : PeriodicWork(TimeSpan.FromMilliseconds(options.Value.TimerPollMilliseconds), time, logger)
{
    private const int AtOnce = 100;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await FindDueAsync(cancellationToken)) await FireAsync(due, cancellationToken);
    }

    private Task<List<Due>> FindDueAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<ScriptDbContext>().Playthroughs
            .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
            .Where(playthrough => playthrough.DueAt != null && playthrough.DueAt <= Time.GetUtcNow())
            .OrderBy(playthrough => playthrough.DueAt)
            .Take(AtOnce)
            .Select(playthrough => new Due(playthrough.TenantId, playthrough.Id))
            .ToListAsync(token),
        cancellationToken);

    private async Task FireAsync(Due due, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunUnlessOutrunAsync(
                due.TenantId,
                (services, token) => services.GetRequiredService<RunOutOfTimeHandler>().HandleAsync(new RunOutOfTime(due.PlaythroughId), token),
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.TimerFailed(due.PlaythroughId, exception);   // One story that cannot go on holds up no other.
        }
    }

    private sealed record Due(TenantId TenantId, Guid PlaythroughId);
}
