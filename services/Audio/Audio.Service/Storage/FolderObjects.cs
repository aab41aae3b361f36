using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.AudioFiles.Service.Storage;

/// <summary>Objects as files below the data folder. A file gets its name only when it is complete and on the disk.</summary>
internal sealed class FolderObjects(IOptions<DatabaseOptions> data) : IAudioObjects
{
    private readonly string _root = Path.GetFullPath(Path.Combine(data.Value.Folder, "audio", "objects"));

    public Task PutAsync(ObjectKey key, string localPath, CancellationToken cancellationToken)
    {
        var target = PathOf(key);
        if (File.Exists(target)) return Task.CompletedTask;

        PrivateFiles.CreateDirectory(Path.GetDirectoryName(target)!);
        return Task.Run(() => PrivateFiles.MoveDurably(localPath, target), cancellationToken);   // Syncing to disk blocks.
    }

    public Task<Stream?> OpenAsync(ObjectKey key, ByteSpan span, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(FileSlice.Open(PathOf(key), span));

    public Task<LocalObject?> BringAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        return Task.FromResult(File.Exists(path) ? new LocalObject(path, isCopy: false) : null);
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(_root, ObjectKey.PrefixOf(tenant));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    public Uri? AddressOf(ObjectKey key) => null;

    public async IAsyncEnumerable<StoredObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root)) yield break;
        foreach (var path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ObjectKey.Parse(Path.GetRelativePath(_root, path)) is not { } key) continue;
            var file = new FileInfo(path);
            if (file.Exists) yield return new(key, file.Length, file.LastWriteTimeUtc);
        }

        await Task.CompletedTask;
    }

    /// <summary>Files that a crash met on their way here.</summary>
    public Task RemoveUnfinishedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_root)) return Task.CompletedTask;
        var arriving = Directory.EnumerateFiles(_root, $"*{PrivateFiles.ArrivingExtension}", SearchOption.AllDirectories);
        foreach (var path in arriving.Where(path => File.GetLastWriteTimeUtc(path) < begunBefore)) File.Delete(path);
        return Task.CompletedTask;
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        PrivateFiles.CreateDirectory(_root);
        var probe = Path.Combine(_root, $".check-{Guid.CreateVersion7():N}");
        using (File.Create(probe, 1, FileOptions.DeleteOnClose))
        {
            return Task.CompletedTask;
        }
    }

    private string PathOf(ObjectKey key) => Path.Combine(_root, key.Value);
}
