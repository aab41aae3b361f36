using System.Runtime.InteropServices;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Files that only this user of the system can read, and that survive a power cut.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void CreateDirectory(string path) => Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);

    public static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
        UnixCreateMode = OwnerOnly,
    });

    /// <summary>Moves a file so that after a power cut it is there completely or not at all.</summary>
    public static void MoveDurably(string from, string to)
    {
        using (var file = File.OpenHandle(from, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(from, to, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(to)!);
    }

    /// <summary>A rename is durable once its directory is; .NET opens no directories.</summary>
    private static void SyncDirectory(string path)
    {
        const int readOnly = 0;
        var directory = OpenNative(path, readOnly);
        if (directory < 0) throw new IOException($"The folder could not be opened (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (SyncNative(directory) < 0) throw new IOException($"The folder could not be written to disk (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = CloseNative(directory);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int OpenNative([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int SyncNative(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int CloseNative(int descriptor);
}
