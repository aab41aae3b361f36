using Microsoft.Extensions.Options;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>
/// A private folder per process, below the data folder so that moving a finished file into the store is one rename. The process holds
/// a lock in it; a folder whose lock is free was left by a process that crashed, and goes at the next start.
/// </summary>
internal sealed class WorkFolder : IWorkFolder, IDisposable
{
    private const string LockName = "lock";

    private readonly string _root;
    private readonly string _own;
    private readonly FileStream _lock;

    public WorkFolder(IOptions<DatabaseOptions> data)
    {
        _root = Path.GetFullPath(Path.Combine(data.Value.Folder, "audio", "work"));
        _own = Path.Combine(_root, Guid.CreateVersion7().ToString("N"));
        PrivateFiles.CreateDirectory(_own);
        _lock = new FileStream(Path.Combine(_own, LockName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public WorkFile Create() => new(Path.Combine(_own, Guid.CreateVersion7().ToString("N")));

    public void RemoveWhatOthersLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(_root).Where(folder => folder != _own && IsAbandoned(folder)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(_own)) Directory.Delete(_own, recursive: true);   // The container disposes once per registration.
    }

    private static bool IsAbandoned(string folder)
    {
        try
        {
            using var free = new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;   // Somebody is just making it.
        }
        catch (IOException)
        {
            return false;
        }
    }
}
