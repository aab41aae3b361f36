using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Now and then removes what a crash between object and row has left behind. Two replicas that do it at once do no harm.</summary>
internal sealed class OrphanCollector(
    ModuleScopes scopes, IOptions<AudioOptions> options, TimeProvider time, ILogger<OrphanCollector> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await CollectAsync(stoppingToken);
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        try
        {
            var command = new CollectOrphans(TimeSpan.FromHours(options.Value.OrphanHours));
            var removed = await scopes.RunAsync(
                null, (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(command, token), cancellationToken);
            if (removed.Count > 0) logger.OrphansRemoved(removed.Count, removed.Bytes);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.OrphansNotCollected(exception);
        }
    }
}
