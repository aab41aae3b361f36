using System.Net;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver.Products;

/// <summary>
/// The running product in one of its two shapes, as processes that can be killed. Whoever drives it knows only the gateway's
/// address and the simulated Yoto cloud behind it.
/// </summary>
public abstract class Product : IAsyncDisposable
{
    private const string OwnerLinePrefix = "Create the owner: ";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);

    protected Product(YotoSimulator simulator, Uri gateway) => (Simulator, Gateway) = (simulator, gateway);

    public abstract string Shape { get; }

    public YotoSimulator Simulator { get; }

    public Uri Gateway { get; }

    /// <summary>Where telemetry is sent over OTLP; null: nowhere.</summary>
    public Uri? Telemetry { get; init; }

    /// <summary>A file in which a test names the step at which a process of the product shall die, see <c>CrashPoint</c>; null: none ever.</summary>
    public string? CrashWish { get; init; }

    /// <summary>The processes that are killed and started again, by name.</summary>
    public abstract IReadOnlyDictionary<string, RunningProcess> Processes { get; }

    /// <summary>The token of the one-time owner link that the product printed.</summary>
    public async Task<string> OwnerTokenAsync(CancellationToken cancellationToken)
    {
        var line = await IdentityProcess.WaitForLineAsync(OwnerLinePrefix, StartDeadline, cancellationToken);
        return line[(line.IndexOf("token=", StringComparison.Ordinal) + "token=".Length)..].Trim();
    }

    /// <summary><c>kill -9</c> of everything but databases, brokers and the Yoto cloud.</summary>
    public async Task KillAsync()
    {
        foreach (var process in Processes.Values) await process.KillAsync();
    }

    /// <summary>Starts what is not running and waits until the gateway calls itself ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        foreach (var address in HealthAddresses) await BecomesReadyAsync(address, EnsureNoneEnded, Tail, cancellationToken);
    }

    /// <summary>Asks until the address calls itself ready.</summary>
    /// <param name="address">Of a process that is starting.</param>
    /// <param name="ensureAlive">Called before each question; throws when waiting has become pointless.</param>
    /// <param name="tail">What the process said last, for the failure text.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task BecomesReadyAsync(Uri address, Action ensureAlive, Func<string> tail, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.HoldsAsync(
            () =>
            {
                ensureAlive();
                return IsReadyAsync(client, address, cancellationToken);
            },
            StartDeadline,
            () => $"{address} did not become ready.\n{tail()}",
            cancellationToken);
    }

    /// <summary>The last lines of every process, for failure texts.</summary>
    public string Tail() => string.Join("\n", Processes.Select(process => $"--- {process.Key}\n{string.Join('\n', process.Value.Output.Split('\n').TakeLast(25))}"));

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var process in Processes.Values) await process.DisposeAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract RunningProcess IdentityProcess { get; }

    protected abstract IEnumerable<Uri> HealthAddresses { get; }

    protected abstract void Launch();

    /// <summary>Settings that every process of the product shares.</summary>
    protected Dictionary<string, string?> CommonSettings() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["Logging__LogLevel__Default"] = "Warning",
        ["Public__Url"] = Gateway.GetLeftPart(UriPartial.Authority),
        ["Yoto__ApiUrl"] = Simulator.Cloud.Http,
        ["Yoto__LoginUrl"] = Simulator.Cloud.Http,
        ["Yoto__MqttUrl"] = Simulator.Cloud.MqttWebSocket,
        ["Yoto__ClientId"] = Simulator.Cloud.ClientId,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry?.ToString(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["CRASH_AT"] = CrashWish is null ? null : $"@{CrashWish}",
    };

    protected static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    private void EnsureNoneEnded()
    {
        if (Processes.Values.FirstOrDefault(process => process.HasExited) is { } ended)
            throw new InvalidOperationException($"A process of the product ended with {ended.ExitCode}:\n{ended.Output}");
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(address, "/health/ready"), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
