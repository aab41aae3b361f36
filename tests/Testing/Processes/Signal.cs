using System.ComponentModel;
using System.Runtime.InteropServices;

namespace YotoSmartStream.Testing;

/// <summary>Sends POSIX signals, of which .NET itself offers only the one that kills.</summary>
internal static class Signal
{
    public const int Terminate = 15;

    public static void Send(int processId, int signal)
    {
        if (kill(processId, signal) != 0) throw new Win32Exception();
    }

    [DllImport("libc", SetLastError = true)]
#pragma warning disable IDE1006 // The name is the C library's.
    private static extern int kill(int pid, int sig);
#pragma warning restore IDE1006
}
