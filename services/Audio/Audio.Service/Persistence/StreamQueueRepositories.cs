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

    public async Task KeepAsync(IReadOnlyCollection<Listening> heard, CancellationToken cancellationToken)
    {
        var (queues, keys) = (heard.Select(listening => listening.QueueId).ToHashSet(), heard.Select(listening => listening.ListenerKey).ToHashSet());
        var rows = (await database.Listenings.Where(row => queues.Contains(row.QueueId) && keys.Contains(row.ListenerKey)).ToListAsync(cancellationToken))
            .ToDictionary(row => (row.QueueId, row.ListenerKey));
        foreach (var listening in heard)
        {
            if (!rows.TryGetValue((listening.QueueId, listening.ListenerKey), out var row)) database.Listenings.Add(listening);
            else if (row.LastSentAt <= listening.LastSentAt) Overwrite(row, listening);
        }
    }

    public async Task RemoveAllAsync(Guid queueId, CancellationToken cancellationToken) =>
        database.Listenings.RemoveRange(await database.Listenings.Where(row => row.QueueId == queueId).ToListAsync(cancellationToken));

    public async Task RemoveAllAsync(CancellationToken cancellationToken) =>
        database.Listenings.RemoveRange(await database.Listenings.ToListAsync(cancellationToken));

    /// <summary>A snapshot may be long and seldom changes, while the place in it changes all the time.</summary>
    private void Overwrite(Listening row, Listening latest)
    {
        var isSameSnapshot = row.Items.SequenceEqual(latest.Items);
        var entry = database.Entry(row);
        entry.CurrentValues.SetValues(latest);
        if (isSameSnapshot) entry.Property(listening => listening.Items).IsModified = false;
    }
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
