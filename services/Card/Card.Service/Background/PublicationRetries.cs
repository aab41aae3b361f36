using Microsoft.EntityFrameworkCore;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Cards.Publications;
using YotoSmartStream.Cards.Service.Persistence;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.Cards.Service.Background;

/// <summary>Wakes publications that wait for something that was away, each at its time.</summary>
internal sealed class PublicationRetries(ModuleScopes scopes, TimeProvider time, ILogger<PublicationRetries> logger) : BackgroundService
{
    private const int MostAtOnce = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        do
        {
            try
            {
                foreach (var publication in await ListDueAsync(stoppingToken)) await WakeAsync(publication, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.PublicationRetriesInterrupted(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<List<DuePublication>> ListDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
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

    private async Task WakeAsync(DuePublication due, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(
                due.TenantId,
                (services, token) => services.GetRequiredService<RetryPublicationHandler>().HandleAsync(new RetryPublication(due.Id), token),
                cancellationToken);
        }
        catch (StaleStateException)
        {
            // Another replica woke it.
        }
    }

    private sealed record DuePublication(TenantId TenantId, Guid Id);
}

internal static partial class CardLog
{
    [LoggerMessage(2301, LogLevel.Error, "Waking publications that wait was interrupted and goes on.")]
    public static partial void PublicationRetriesInterrupted(this ILogger logger, Exception exception);
}
