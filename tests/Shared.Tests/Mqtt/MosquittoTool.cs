using System.Diagnostics;

namespace YotoSmartStream.Shared.Tests.Mqtt;

/// <summary>A run of one of Mosquitto's programs: started by a test, ended by its process id at the latest with the test.</summary>
internal sealed class MosquittoTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private MosquittoTool(string path, string package, IEnumerable<string> arguments)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"{path} is missing: install the Debian package {package}.", path);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false },
        };
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The payloads a subscriber printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public bool HasExited => _process.HasExited;

    public static MosquittoTool Broker(int port) =>
        new("/usr/sbin/mosquitto", "mosquitto", ["-p", $"{port}"]);   // Without a configuration file it listens on this machine only.

    public static MosquittoTool Subscribe(int port, int quality, string filter, int messages, params string[] more) =>
        new("/usr/bin/mosquitto_sub", "mosquitto-clients", ["-h", "127.0.0.1", "-p", $"{port}", "-q", $"{quality}", "-t", filter, "-C", $"{messages}", .. more]);

    public static MosquittoTool Publish(int port, int quality, string topic, string text, params string[] more) =>
        new("/usr/bin/mosquitto_pub", "mosquitto-clients", ["-h", "127.0.0.1", "-p", $"{port}", "-q", $"{quality}", "-t", topic, "-m", text, .. more]);

    public Task LineAsync(string line) => Deadline.UntilAsync(() => Lines.Contains(line), $"mosquitto_sub printed {line}");

    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(Deadline.Token());
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(Deadline.Token());
        }

        _process.Dispose();
    }

    private void Remember(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
