using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class ReferencedObjects(AudioDbContext database) : IReferencedObjects
{
    public async Task<IReadOnlySet<ObjectKey>> AmongAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Select(key => key.AudioFileId).Distinct().ToList();
        var files = await Of(database.AudioFiles).Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancellationToken);
        var others = (await Of(database.QueueRenditions).Where(rendition => ids.Contains(rendition.AudioFileId)).ToListAsync(cancellationToken))
            .ToLookup(rendition => rendition.AudioFileId);
        return keys.Where(key => files.TryGetValue(key.AudioFileId, out var file) && Names(file, others[key.AudioFileId], key)).ToHashSet();
    }

    private static bool Names(AudioFile file, IEnumerable<QueueRendition> others, ObjectKey key)
    {
        if (file.TenantId != key.Tenant) return false;
        if (key.IsOriginal) return file.HasOriginal && file.SourceSha256 == key.Sha256;
        return !key.IsRendition || file.RenditionSha256 == key.Sha256 || others.Any(rendition => rendition.Sha256 == key.Sha256);
    }

    private static IQueryable<TRow> Of<TRow>(IQueryable<TRow> rows)
        where TRow : class => rows.AsNoTracking().IgnoreQueryFilters([ModuleDbContext.TenantFilter]);
}
