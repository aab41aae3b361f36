using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>Asks the database itself: a query on the module's own table, so that missing migrations show too.</summary>
internal sealed class DatabaseHealth(ModuleDatabase database, ModuleConnections connections) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await connections.AskAsync(database, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
