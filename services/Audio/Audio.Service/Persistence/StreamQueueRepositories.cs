using Microsoft.EntityFrameworkCore;
using YotoSmartStream.AudioFiles.StreamQueues;

namespace YotoSmartStream.AudioFiles.Service.Persistence;

internal sealed class StreamQueueRepository(AudioDbContext database) : IStreamQueues
{
    public Task<StreamQueue?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.StreamQueues.FirstOrDefaultAsync(queue => queue.Id == id, cancellationToken);

    public Task<StreamQueue?> FindByCreationKeyAsync(string creationKey, CancellationToken cancellationToken) =>
        database.StreamQueues.FirstOrDefaultAsync(queue => queue.CreationKey == creationKey, cancellationToken);

    public async Task<IReadOnlyList<StreamQueue>> ListAsync(CancellationToken cancellationToken) =>
        await database.StreamQueues.OrderBy(queue => queue.Id).ToListAsync(cancellationToken);

    public void Add(StreamQueue queue) => database.StreamQueues.Add(queue);

    public void Remove(StreamQueue queue) => database.StreamQueues.Remove(queue);

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        database.StreamQueues.RemoveRange(await database.StreamQueues.ToListAsync(cancellationToken));
}

internal sealed class QueueRenditionRepository(AudioDbContext database) : IQueueRenditions
{
    public async Task<IReadOnlyList<QueueRendition>> FindAllAsync(IReadOnlyCollection<Guid> audioFileIds, int channels, CancellationToken cancellationToken) =>
        await database.QueueRenditions
            .Where(rendition => rendition.Channels == channels && audioFileIds.Contains(rendition.AudioFileId))
            .ToListAsync(cancellationToken);

    public void Add(QueueRendition rendition) => database.QueueRenditions.Add(rendition);

    public async Task RemoveAllOfAsync(Guid audioFileId, CancellationToken cancellationToken) =>
        database.QueueRenditions.RemoveRange(await database.QueueRenditions.Where(rendition => rendition.AudioFileId == audioFileId).ToListAsync(cancellationToken));

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        database.QueueRenditions.RemoveRange(await database.QueueRenditions.ToListAsync(cancellationToken));
}

internal sealed class ListeningRepository(AudioDbContext database) : IListenings
{
    public Task<Listening?> FindAsync(Guid queueId, string listenerKey, CancellationToken cancellationToken) =>
        database.Listenings.AsNoTracking().FirstOrDefaultAsync(row => row.QueueId == queueId && row.ListenerKey == listenerKey, cancellationToken);

    public async Task<IReadOnlyList<Listening>> ListHearingAsync(Guid queueId, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await database.Listenings.AsNoTracking()
            .Where(row => row.QueueId == queueId && row.HeardAt >= now)
            .OrderByDescending(row => row.LastSentAt)
            .Take(limit)
            .ToListAsync(cancellationToken);

    public async Task KeepAsync(Listening listening, CancellationToken cancellationToken)
    {
        var row = await database.Listenings.FirstOrDefaultAsync(
            known => known.QueueId == listening.QueueId && known.ListenerKey == listening.ListenerKey, cancellationToken);
        if (row is null) database.Listenings.Add(listening);
        else if (row.LastSentAt <= listening.LastSentAt) database.Entry(row).CurrentValues.SetValues(listening);
    }

    public async Task RemoveAllAsync(Guid queueId, CancellationToken cancellationToken) =>
        database.Listenings.RemoveRange(await database.Listenings.Where(row => row.QueueId == queueId).ToListAsync(cancellationToken));

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        database.Listenings.RemoveRange(await database.Listenings.ToListAsync(cancellationToken));
}

internal sealed class WithdrawnUrlsRepository(AudioDbContext database) : IWithdrawnUrls
{
    public Task<WithdrawnUrls?> FindAsync(Guid subjectId, CancellationToken cancellationToken) =>
        database.WithdrawnUrls.FirstOrDefaultAsync(row => row.SubjectId == subjectId, cancellationToken);

    public async Task<IReadOnlyList<WithdrawnUrls>> ListAsync(CancellationToken cancellationToken) =>
        await database.WithdrawnUrls.AsNoTracking().ToListAsync(cancellationToken);

    public void Add(WithdrawnUrls withdrawn) => database.WithdrawnUrls.Add(withdrawn);

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        database.WithdrawnUrls.RemoveRange(await database.WithdrawnUrls.ToListAsync(cancellationToken));
}
