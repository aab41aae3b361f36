using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.Players.Service.Persistence;
using YotoSmartStream.Players.YotoAccounts;

namespace YotoSmartStream.Players.Service.Background;

/// <summary>Asks Yoto from time to time which players each account has; one that has just been linked is asked about at once, elsewhere.</summary>
internal sealed class PlayerDiscovery(ModuleScopes scopes, IOptions<PlayerOptions> options, TimeProvider time, ILogger<PlayerDiscovery> logger)
    : PeriodicWork(TimeSpan.FromMinutes(options.Value.DiscoveryMinutes), time, logger)
{
    /// <summary>Else every start would ask Yoto about everybody at once.</summary>
    protected override bool BeginsAtOnce => false;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var command in await ListAccountsAsync(cancellationToken))
        {
            await scopes.RunUnlessOutrunAsync(command.TenantId, (services, token) => DiscoverAsync(services, command, token), cancellationToken);
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

    private async Task DiscoverAsync(IServiceProvider services, DiscoverPlayers command, CancellationToken cancellationToken)
    {
        var discovered = await services.GetRequiredService<DiscoverPlayersHandler>().HandleAsync(command, cancellationToken);
        if (discovered.IsFailure) logger.DiscoveryFailed(command.YotoAccountId, discovered.Error.Code);
    }
}
