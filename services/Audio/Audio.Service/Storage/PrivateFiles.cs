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

    /// <summary>What is being moved ends so, until it is complete.</summary>
    public const string ArrivingExtension = ".arriving";

    /// <summary>
    /// Moves a file so that after a power cut it is there completely or not at all. Between two disks a move is a copy, which can break off
    /// or find no room; so only what has arrived gets its name.
    /// </summary>
    public static void MoveDurably(string from, string to)
    {
        var arriving = $"{to}.{Guid.CreateVersion7():N}{ArrivingExtension}";
        try
        {
            File.Move(from, arriving);
            using (var file = File.OpenHandle(arriving, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
            File.Move(arriving, to, overwrite: true);
        }
        catch
        {
            File.Delete(arriving);
            throw;
        }

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
