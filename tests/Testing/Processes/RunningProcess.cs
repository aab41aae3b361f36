using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace YotoSmartStream.Testing;

/// <summary>A program that a test started. Disposing it kills it, with everything it started.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly StringBuilder _standardOutput = new();
    private readonly Process _process;

    internal RunningProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data, isStandardOutput: true);
        _process.ErrorDataReceived += (_, line) => Add(line.Data, isStandardOutput: false);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Both outputs so far, line by line as they came.</summary>
    public string Output
    {
        get { lock (_lock) return string.Join('\n', _lines); }
    }

    public string StandardOutput
    {
        get { lock (_lock) return _standardOutput.ToString(); }
    }

    /// <summary>The most memory the program has had resident (VmHWM of /proc), while it runs.</summary>
    public long PeakMemoryBytes => MemoryBytes("VmHWM:");

    /// <summary>The memory that the program has resident now (VmRSS of /proc).</summary>
    public long ResidentBytes => MemoryBytes("VmRSS:");

    /// <summary>The first line, past or to come, that contains the text; fails with all output when the program ends or the deadline passes.</summary>
    public async Task<string> WaitForLineAsync(string text, TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        string? found = null;
        await Eventually.HoldsAsync(
            async () =>
            {
                var ended = HasExited;
                if (ended) await _process.WaitForExitAsync(cancellationToken);   // Also waits for the last lines.
                lock (_lock) found = _lines.Find(line => line.Contains(text, StringComparison.Ordinal));
                if (found is null && ended) throw new InvalidOperationException($"{Name} ended with {ExitCode} before it wrote '{text}':\n{Output}");
                return found is not null;
            },
            deadline,
            () => $"{Name} did not write '{text}':\n{Output}",
            cancellationToken);
        return found!;
    }

    public async Task<int> WaitForExitAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(deadline);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeadlinePassedException($"{Name} still ran after {deadline.TotalSeconds:0.#} s:\n{Output}");
        }
    }

    /// <summary>Asks the program to end (SIGTERM) and waits until it has.</summary>
    public async Task<int> TerminateAsync(TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        if (!HasExited) Signal.Send(Id, Signal.Terminate);
        return await WaitForExitAsync(deadline, cancellationToken);
    }

    /// <summary>kill -9: the program alone, with no chance to tidy up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (!HasExited) _process.Kill();
        await WaitForExitAsync(KillDeadline, cancellationToken);
    }

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await WaitForExitAsync(KillDeadline);
        }

        _process.Dispose();
    }

    private long MemoryBytes(string kind)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(kind, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private string Name => Path.GetFileName(_process.StartInfo.FileName);

    private void Add(string? line, bool isStandardOutput)
    {
        if (line is null) return;
        lock (_lock)
        {
            _lines.Add(line);
            if (isStandardOutput) _standardOutput.Append(line).Append('\n');
        }
    }
}
