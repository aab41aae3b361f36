using System.Diagnostics;
using System.Globalization;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>Who has used the processors, and for how long.</summary>
internal static class ProcessorTime
{
    /// <summary>Of <c>/proc</c>: fixed by the kernel's interface.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(IEnumerable<RunningProcess> processes) => processes.Aggregate(TimeSpan.Zero, (sum, running) =>
    {
        using var process = Process.GetProcessById(running.Id);
        return sum + process.TotalProcessorTime;
    });

    /// <summary>Of everything that ran on this machine: user, nice, system, interrupts; not idle, not waiting for disks.</summary>
    public static TimeSpan OfAll()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return TimeSpan.FromSeconds((ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) / TicksPerSecond);
    }
}
