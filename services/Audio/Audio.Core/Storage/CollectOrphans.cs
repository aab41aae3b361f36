using System.Runtime.CompilerServices;

namespace YotoSmartStream.AudioFiles;

/// <summary>Removes stored objects of any tenant that nothing names.</summary>
/// <param name="OlderThan">Younger ones may be just arriving: their rows come after them.</param>
public sealed record CollectOrphans(TimeSpan OlderThan);

public sealed record RemovedOrphans(int Count, long Bytes);

public sealed class CollectOrphansHandler(IAudioObjects objects, IReferencedObjects referenced, TimeProvider time)
{
    private const int AskedAtOnce = 500;

    public async Task<RemovedOrphans> HandleAsync(CollectOrphans command, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - command.OlderThan;
        var removed = new RemovedOrphans(0, 0);
        await foreach (var old in OldAsync(before, cancellationToken))
        {
            var named = await referenced.AmongAsync([.. old.Select(stored => stored.Key)], cancellationToken);
            foreach (var orphan in old.Where(stored => !named.Contains(stored.Key)))
            {
                await objects.DeleteAsync(orphan.Key, cancellationToken);
                removed = new(removed.Count + 1, removed.Bytes + orphan.Bytes);
            }
        }

        await objects.RemoveUnfinishedAsync(before, cancellationToken);
        return removed;
    }

    private async IAsyncEnumerable<IReadOnlyList<StoredObject>> OldAsync(
        DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var old = new List<StoredObject>(AskedAtOnce);
        await foreach (var stored in objects.ListAsync(cancellationToken))
        {
            if (stored.StoredAt >= before) continue;
            old.Add(stored);
            if (old.Count < AskedAtOnce) continue;
            yield return old;
            old = new(AskedAtOnce);
        }

        if (old.Count > 0) yield return old;
    }
}

/// <summary>What the rows of all tenants say of stored objects.</summary>
public interface IReferencedObjects
{
    /// <summary>Those of these objects that a row names. An object of a kind that only belongs to an audio file is named by the file itself.</summary>
    Task<IReadOnlySet<ObjectKey>> AmongAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellationToken);
}
