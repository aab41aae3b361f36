using System.Diagnostics;

namespace YotoSmartStream.ServiceDefaults;

/// <summary>
/// Where a test lets this process die as if its power were cut. <c>CRASH_AT</c> names the step, or with <c>@</c> a file whose text
/// names it, so that a process can be told while it runs. Without it, nothing happens here.
/// </summary>
public static class CrashPoint
{
    private static readonly string? Wish = Environment.GetEnvironmentVariable("CRASH_AT");

    /// <param name="step">What has just been done: <c>committed</c>, <c>delivered</c>, <c>handled</c>.</param>
    /// <param name="what">The event or the handler that it was done with.</param>
    public static void Pass(string step, string what)
    {
        if (Wish is null || $"{step} {what}" != WishedStep(Wish)) return;

        using var self = Process.GetCurrentProcess();
        self.Kill();   // SIGKILL: nothing is tidied up, nothing is flushed.
        self.WaitForExit();
    }

    private static string? WishedStep(string wish)
    {
        if (!wish.StartsWith('@')) return wish;
        var file = wish[1..];
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
