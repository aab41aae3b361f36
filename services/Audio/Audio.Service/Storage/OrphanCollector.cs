using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Now and then removes what a crash between object and row has left behind. Two replicas that do it at once do no harm.</summary>
internal sealed class OrphanCollector(
    ModuleScopes scopes, IOptions<AudioOptions> options, TimeProvider time, ILogger<OrphanCollector> logger) : PeriodicWork(TimeSpan.FromHours(6), time, logger)
{
    /// <summary>A start reads no store from end to end.</summary>
    protected override bool BeginsAtOnce => false;

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        var command = new CollectOrphans(TimeSpan.FromHours(options.Value.OrphanHours));
        var removed = await scopes.RunAsync(
            null, (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(command, token), cancellationToken);
        if (removed.Count > 0) logger.OrphansRemoved(removed.Count, removed.Bytes);
    }
}
