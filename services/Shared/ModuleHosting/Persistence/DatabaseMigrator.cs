using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>Brings every module's tables up to date before anything else of the process starts.</summary>
internal sealed partial class DatabaseMigrator(
    IEnumerable<ModuleDatabase> databases, ModuleConnections connections, ModuleScopes scopes, IOptions<DatabaseOptions> options, ILogger<DatabaseMigrator> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.MigrateAtStart) return;
        foreach (var database in databases)
        {
            if (database.PostgresConnectionString is null) Directory.CreateDirectory(options.Value.Folder);
            if (await connections.IsUpToDateAsync(database, cancellationToken)) continue;
            await scopes.RunAsync(null, (services, token) => database.Resolve(services).Database.MigrateAsync(token), cancellationToken);
            Migrated(logger, database.Module);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1101, LogLevel.Debug, "The tables of {Module} were brought up to date.")]
    private static partial void Migrated(ILogger logger, string module);
}
