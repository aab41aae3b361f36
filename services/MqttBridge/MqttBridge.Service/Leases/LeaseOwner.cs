using System.Diagnostics;

namespace YotoSmartStream.Bridge.Service.Leases;

/// <summary>Names one start of one process on one machine, so that its successor after a crash need not wait for the lease to run out.</summary>
internal sealed record LeaseOwner(string Machine, int ProcessId, string Start)
{
    public static LeaseOwner Myself() => new(Environment.MachineName, Environment.ProcessId, Guid.CreateVersion7().ToString("N"));

    public static LeaseOwner? Parse(string text) =>
        text.Split('/') is [var machine, var process, var start] && int.TryParse(process, out var processId) ? new LeaseOwner(machine, processId, start) : null;

    /// <summary>
    /// It ran on my machine and its process is gone. Of other machines only the clock tells; a process of my own number that
    /// started before me is gone too (a container's process always has the same number), unless it lives inside this very process.
    /// </summary>
    public bool IsGoneFrom(LeaseOwner me, IReadOnlySet<string> startsOfThisProcess)
    {
        if (Machine != me.Machine || Start == me.Start) return false;
        if (ProcessId == me.ProcessId) return !startsOfThisProcess.Contains(Start);
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    public override string ToString() => $"{Machine}/{ProcessId}/{Start}";
}
