using System.Diagnostics;

namespace YotoSmartStream.Testing;

/// <summary>Starts other programs for a test.</summary>
public static class ProcessRunner
{
    /// <summary>Starts a program that goes on running. The given variables are added to this process's own; null removes one.</summary>
    public static RunningProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        return new RunningProcess(start);
    }

    /// <summary>Runs a program to its end and returns what it wrote to its standard output; fails with all it wrote unless it exits with 0.</summary>
    public static async Task<string> RunAsync(
        string fileName, IEnumerable<string> arguments, TimeSpan deadline, CancellationToken cancellationToken = default)
    {
        await using var process = Start(fileName, arguments);
        process.CloseInput();
        var exitCode = await process.WaitForExitAsync(deadline, cancellationToken);
        return exitCode == 0
            ? process.StandardOutput
            : throw new InvalidOperationException($"{fileName} ended with {exitCode}:\n{process.Output}");
    }
}
