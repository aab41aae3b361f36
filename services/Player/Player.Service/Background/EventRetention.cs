using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Forgets lines of the event log and commands that are older than the family wants to look back.</summary>
internal sealed class EventRetention(
    ModuleScopes scopes, IOptions<PlayerOptions> options, TimeProvider time, ILogger<EventRetention> logger) : BackgroundService
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await scopes.RunAsync(null, SweepAsync, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.RetentionInterrupted(exception);
            }
        }
    }

    private async Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<PlayerDbContext>();
        var oldest = time.GetUtcNow() - TimeSpan.FromDays(options.Value.EventRetentionDays);
        await database.Events.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(line => line.At < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.Commands.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(command => command.RequestedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.YotoLinks.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(link => link.ExpiresAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
