using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>Without ffmpeg and ffprobe no upload becomes audio. Tools do not come and go: the first good answer stands.</summary>
internal sealed class FfmpegHealth(FfmpegPresence presence) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await presence.IsInstalledAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Install ffmpeg (with ffprobe): audio cannot be converted without it.");
}

internal sealed class FfmpegPresence(LimitedProcess process)
{
    private const long MemoryBytes = 2L << 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private bool _seen;

    public async Task<bool> IsInstalledAsync(CancellationToken cancellationToken) =>
        _seen = _seen || (await AnswersAsync("ffmpeg", cancellationToken) && await AnswersAsync("ffprobe", cancellationToken));

    private async Task<bool> AnswersAsync(string tool, CancellationToken cancellationToken) =>
        (await process.RunAsync(new ProcessOrder(tool, ["-version"], Patience, MemoryBytes, 0), cancellationToken)).Succeeded;
}
