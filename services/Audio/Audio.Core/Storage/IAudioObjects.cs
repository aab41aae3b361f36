using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles;

/// <summary>Where the bytes live: a folder or an S3 server. An object is complete or absent, and never changes.</summary>
public interface IAudioObjects
{
    /// <summary>Stores a local file durably. An object that is already there stays as it is. The local file may be moved away.</summary>
    Task PutAsync(ObjectKey key, string localPath, CancellationToken cancellationToken);

    /// <summary>Some bytes of the object, to be read once; null when there is no such object.</summary>
    Task<Stream?> OpenAsync(ObjectKey key, ByteSpan span, CancellationToken cancellationToken);

    /// <summary>All bytes of an object of this size.</summary>
    Task<Stream?> OpenAsync(ObjectKey key, long sizeBytes, CancellationToken cancellationToken) => OpenAsync(key, new ByteSpan(0, sizeBytes), cancellationToken);

    /// <summary>The object as a local file, for tools that need one; null when there is no such object.</summary>
    Task<LocalObject?> BringAsync(ObjectKey key, CancellationToken cancellationToken);

    /// <summary>Deleting what is not there is no error.</summary>
    Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken);

    Task DeleteAllAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>An address from which anybody can fetch the object for a while; null when players get the bytes from us.</summary>
    Uri? AddressOf(ObjectKey key);

    /// <summary>Every object that is stored, of all tenants, in no order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancellationToken);

    /// <summary>Gives up what was begun before this moment and never became an object.</summary>
    Task RemoveUnfinishedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken);

    /// <summary>Throws when objects cannot be stored now.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}

public sealed record StoredObject(ObjectKey Key, long Bytes, DateTimeOffset StoredAt);

/// <summary>A local file that must not be changed. Disposing it removes it if it was only a copy.</summary>
public sealed class LocalObject(string path, bool isCopy) : IDisposable
{
    public string Path { get; } = path;

    public void Dispose()
    {
        if (isCopy) File.Delete(Path);
    }
}
