using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace YotoSmartStream.AudioFiles.Service.Storage;

internal sealed class ObjectsHealth(IAudioObjects objects) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await objects.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The audio store does not answer.", exception);
        }
    }
}
