using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>A store in which something happens when objects are put or deleted: it fails there, or the process ends.</summary>
internal sealed class FailingStore(IAudioObjects inner) : IAudioObjects
{
    /// <summary>Gets what is about to happen or has just happened, such as <c>before put original</c>.</summary>
    public Action<string> OnStep { get; set; } = _ => { };

    public async Task PutAsync(ObjectKey key, string localPath, CancellationToken cancellationToken)
    {
        OnStep($"before put {KindOf(key)}");
        await inner.PutAsync(key, localPath, cancellationToken);
        OnStep($"after put {KindOf(key)}");
    }

    public async Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        OnStep($"before delete {KindOf(key)}");
        await inner.DeleteAsync(key, cancellationToken);
        OnStep($"after delete {KindOf(key)}");
    }

    public Task<Stream?> OpenAsync(ObjectKey key, ByteSpan span, CancellationToken cancellationToken) => inner.OpenAsync(key, span, cancellationToken);

    public Task<LocalObject?> BringAsync(ObjectKey key, CancellationToken cancellationToken) => inner.BringAsync(key, cancellationToken);

    public Task DeleteAllAsync(TenantId tenant, CancellationToken cancellationToken) => inner.DeleteAllAsync(tenant, cancellationToken);

    public Uri? AddressOf(ObjectKey key) => inner.AddressOf(key);

    public IAsyncEnumerable<StoredObject> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

    public Task RemoveUnfinishedAsync(DateTimeOffset begunBefore, CancellationToken cancellationToken) => inner.RemoveUnfinishedAsync(begunBefore, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    private static string KindOf(ObjectKey key) => key.Value.Split('.')[^1];
}
