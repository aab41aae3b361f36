using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Forgets lines of the event log and commands that are older than the family wants to look back.</summary>
internal sealed class EventRetention(ModuleScopes scopes, IOptions<PlayerOptions> options, TimeProvider time, ILogger<EventRetention> logger)
    : PeriodicWork(TimeSpan.FromHours(1), time, logger)
{
    protected override Task RunRoundAsync(CancellationToken cancellationToken) => scopes.RunAsync(null, SweepAsync, cancellationToken);

    private async Task SweepAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<PlayerDbContext>();
        var oldest = Time.GetUtcNow() - TimeSpan.FromDays(options.Value.EventRetentionDays);
        await database.Events.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(line => line.At < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.Commands.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(command => command.RequestedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        await database.YotoLinks.IgnoreQueryFilters([ModuleDbContext.TenantFilter]).Where(link => link.ExpiresAt < oldest).ExecuteDeleteAsync(cancellationToken);
    }
}
