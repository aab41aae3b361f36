using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Asks Yoto from time to time which players each account has; one that has just been linked is asked about at once, elsewhere.</summary>
internal sealed class PlayerDiscovery(
    ModuleScopes scopes, IOptions<PlayerOptions> options, TimeProvider time, ILogger<PlayerDiscovery> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(options.Value.DiscoveryMinutes), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var command in await ListAccountsAsync(stoppingToken)) await DiscoverAsync(command, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.DiscoveryInterrupted(exception);
            }
        }
    }

    private Task<List<DiscoverPlayers>> ListAccountsAsync(CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<PlayerDbContext>().YotoAccounts.AsNoTracking()
            .IgnoreQueryFilters([ModuleDbContext.TenantFilter])
            .Where(account => account.Status == YotoAccountStatus.Linked)
            .Select(account => new DiscoverPlayers(account.TenantId, account.Id))
            .ToListAsync(token),
        cancellationToken);

    private async Task DiscoverAsync(DiscoverPlayers command, CancellationToken cancellationToken)
    {
        try
        {
            var discovered = await scopes.RunAsync(
                command.TenantId,
                (services, token) => services.GetRequiredService<DiscoverPlayersHandler>().HandleAsync(command, token),
                cancellationToken);
            if (discovered.IsFailure) logger.DiscoveryFailed(command.YotoAccountId, discovered.Error.Code);
        }
        catch (StaleStateException)
        {
            // Another replica, or an observation, was quicker; the next round compares again.
        }
    }
}
