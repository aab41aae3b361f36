using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace YotoSmartStream.Simulation.Media;

/// <summary>How a run of ffmpeg or ffprobe ended.</summary>
internal sealed record MediaProgramResult(bool Succeeded, byte[] Output, string Complaint)
{
    public string Text => Encoding.UTF8.GetString(Output);
}

/// <summary>Runs ffmpeg and ffprobe on local files: no shell, no network, an end to its time.</summary>
internal static class MediaProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static async Task<MediaProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, byte[]? input = null, Action<string>? onLine = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeLimit.CancelAfter(Longest);
        try
        {
            using var process = Process.Start(start)!;
            await using var registration = timeLimit.Token.Register(() => End(process));
            var complaint = process.StandardError.ReadToEndAsync(timeLimit.Token);
            var output = onLine is null ? ReadBytesAsync(process, timeLimit.Token) : ReadLinesAsync(process, onLine, timeLimit.Token);
            await FeedAsync(process, input, timeLimit.Token);
            var bytes = await output;
            await process.WaitForExitAsync(timeLimit.Token);
            return new(process.ExitCode is 0, bytes, await complaint);
        }
        catch (Win32Exception exception)
        {
            return new(false, [], $"{program} is not installed: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, [], $"{program} took more than {Longest.TotalMinutes} minutes.");
        }
    }

    private static async Task FeedAsync(Process process, byte[]? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null) await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program has seen enough; its exit code says what it thinks of it.
        }
    }

    private static async Task<byte[]> ReadBytesAsync(Process process, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }

    private static async Task<byte[]> ReadLinesAsync(Process process, Action<string> onLine, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line) onLine(line);
        return [];
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It had ended by itself.
        }
    }
}
