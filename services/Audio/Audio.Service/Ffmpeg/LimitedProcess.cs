using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <param name="Tool">The program, found on the path.</param>
/// <param name="Arguments">One by one: no shell ever reads them.</param>
/// <param name="Wall">The whole process group is killed after this time, even if this process is gone by then.</param>
/// <param name="MemoryBytes">Address space.</param>
/// <param name="OutputFileBytes">The largest file that it may write.</param>
internal sealed record ProcessOrder(string Tool, IReadOnlyList<string> Arguments, TimeSpan Wall, long MemoryBytes, long OutputFileBytes);

/// <param name="ExitCode">As a shell sees it: 126 and 127 when the tool could not be started.</param>
/// <param name="Output">The beginning of the standard output.</param>
internal sealed record ProcessOutcome(int ExitCode, string Output)
{
    public bool CouldNotStart => ExitCode is 125 or 126 or 127;

    public bool Succeeded => ExitCode == 0;

    /// <summary>128 + signal, as a shell reports it, and ffmpeg's own 255 after it caught one.</summary>
    public bool WasKilled => ExitCode is > 128 and <= 255;
}

/// <summary>
/// Runs a tool on bytes that nobody trusts: without network where the system allows it, without our environment, with limits on time,
/// memory, open files and output (security S22, S23). The limits are the kernel's: <c>timeout</c> and <c>prlimit</c> set them, then become the tool.
/// </summary>
internal sealed class LimitedProcess(ILogger<LimitedProcess> logger)
{
    private const int MaxOutputCharacters = 4 * 1024 * 1024;
    private const int MaxOpenFiles = 64;

    private static readonly string[][] WaysToHideTheNetwork = [["unshare", "--net"], ["unshare", "--user", "--map-current-user", "--net"]];

    private readonly SemaphoreSlim _detecting = new(1, 1);
    private string[]? _networkHider;

    public async Task<ProcessOutcome> RunAsync(ProcessOrder order, CancellationToken cancellationToken)
    {
        var output = "";
        var outcome = await RunAsync(order, async (stream, token) => output = await ReadTextAsync(stream, token), cancellationToken);
        return outcome with { Output = output };
    }

    /// <param name="order">What to run.</param>
    /// <param name="read">Reads the standard output to its end. If it throws, the tool is killed.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public async Task<ProcessOutcome> RunAsync(ProcessOrder order, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        var networkHider = await DetectNetworkHiderAsync(cancellationToken);
        return await RunAsync([.. Limits(order), .. networkHider, order.Tool, .. order.Arguments], read, cancellationToken);
    }

    private static string[] Limits(ProcessOrder order)
    {
        var seconds = ((long)Math.Ceiling(order.Wall.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return
        [
            "timeout", "--signal=KILL", seconds,
            "prlimit", $"--cpu={seconds}", $"--as={order.MemoryBytes}", $"--fsize={order.OutputFileBytes}", $"--nofile={MaxOpenFiles}", "--core=0", "--",
        ];
    }

    private async Task<string[]> DetectNetworkHiderAsync(CancellationToken cancellationToken)
    {
        if (_networkHider is { } known) return known;
        await _detecting.WaitAsync(cancellationToken);
        try
        {
            return _networkHider ??= await FirstThatWorksAsync(cancellationToken);
        }
        finally
        {
            _detecting.Release();
        }
    }

    private async Task<string[]> FirstThatWorksAsync(CancellationToken cancellationToken)
    {
        foreach (var way in WaysToHideTheNetwork)
        {
            if ((await RunAsync([.. way, "true"], (output, token) => output.CopyToAsync(Stream.Null, token), cancellationToken)).Succeeded) return way;
        }

        logger.NetworkNotIsolated();
        return [];
    }

    private static async Task<ProcessOutcome> RunAsync(string[] command, Func<Stream, CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = Describe(command) };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new(ExitCode: 127, Output: "");
        }

        try
        {
            process.StandardInput.Close();
            var complaints = DrainAsync(process.StandardError, cancellationToken);   // An unread pipe would stop it.
            await read(process.StandardOutput.BaseStream, cancellationToken);
            await complaints;
            await process.WaitForExitAsync(cancellationToken);
            return new(process.ExitCode, Output: "");
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo Describe(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();   // Connection strings and keys are none of its business.
        start.Environment["PATH"] = path;
        return start;
    }

    private static async Task<string> ReadTextAsync(Stream output, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(output, Encoding.UTF8);
        var buffer = new char[4096];
        var kept = new StringBuilder();
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            kept.Append(buffer, 0, Math.Min(read, MaxOutputCharacters - kept.Length));
        }

        return kept.ToString();
    }

    private static async Task DrainAsync(StreamReader complaints, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        while (await complaints.ReadAsync(buffer, cancellationToken) > 0)
        {
            // What ffmpeg says of a file is in nobody's interest but the file's; the exit code decides.
        }
    }
}
