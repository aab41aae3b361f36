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
        var named = keys.Where(key => !key.IsUploadPart && files.TryGetValue(key.AudioFileId, out var file) && Names(file, others[key.AudioFileId], key));
        return named.Concat(await PartsAmongAsync(keys, cancellationToken)).ToHashSet();
    }

    private async Task<IEnumerable<ObjectKey>> PartsAmongAsync(IReadOnlyCollection<ObjectKey> keys, CancellationToken cancellationToken)
    {
        var ids = keys.Where(key => key.IsUploadPart).Select(key => key.UploadId).Distinct().ToList();
        if (ids.Count == 0) return [];
        var uploads = await Of(database.Uploads).Where(upload => ids.Contains(upload.Id)).ToListAsync(cancellationToken);
        return uploads.SelectMany(upload => upload.Parts.Select(upload.KeyOf)).Intersect(keys);
    }

    private static bool Names(AudioFile file, IEnumerable<QueueRendition> others, ObjectKey key)
    {
        if (file.TenantId != key.Tenant) return false;
        if (key.IsOriginal) return file.HasOriginal && file.SourceSha256 == key.Sha256;
        if (key.IsCover) return file.CoverSha256 == key.Sha256;
        return !key.IsRendition || file.RenditionSha256 == key.Sha256 || others.Any(rendition => rendition.Sha256 == key.Sha256);
    }

    private static IQueryable<TRow> Of<TRow>(IQueryable<TRow> rows)
        where TRow : class => rows.AsNoTracking().IgnoreQueryFilters([ModuleDbContext.TenantFilter]);
}
