using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace YotoSmartStream.Benchmarks.Audio;

/// <param name="Plain">Address of the plain file.</param>
/// <param name="Queue">Address of the queue of as many bytes.</param>
/// <param name="Upload">Where audio is uploaded, and the bearer token for it.</param>
internal sealed record ServedAddresses(string Plain, string? Queue, UploadAddress? Upload);

internal sealed record UploadAddress(string Url, string Token);

/// <summary>A server under measurement in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Mark = "serving ";

    private readonly Process _process;

    private ServerProcess(Process process, ServedAddresses addresses) => (_process, Addresses) = (process, addresses);

    public ServedAddresses Addresses { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory that it has had resident (VmHWM of /proc).</summary>
    public long PeakMemoryBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    public static void Announce(ServedAddresses addresses) => Console.WriteLine(Mark + JsonSerializer.Serialize(addresses));

    public static async Task<ServerProcess> StartAsync(string kind, string folder)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", kind, folder]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
                return new(process, JsonSerializer.Deserialize<ServedAddresses>(line[Mark.Length..])!);
        }

        throw new InvalidOperationException($"The {kind} server ended before it served.");
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
