using System.Collections.Concurrent;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Tenancy;

namespace YotoSmartStream.AudioFiles.Service.StreamQueues;

/// <summary>
/// Keeps the listeners of this process in memory and writes the changed ones down together, so that no response waits for the database.
/// A crash loses the last moments of where somebody was, never a snapshot's bytes.
/// </summary>
internal sealed class ListeningBook(ModuleScopes scopes, TimeProvider time, ILogger<ListeningBook> logger) : BackgroundService, IListeningBook
{
    private const int MaxEntries = 20_000;
    private const int WrittenAtOnce = 200;
    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(1);    // Then another replica may know better.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<EntryKey, Entry> _entries = new();

    public async Task<Listening?> FindAsync(TenantId tenant, Guid queueId, string listenerKey, CancellationToken cancellationToken) =>
        _entries.TryGetValue(new(tenant, queueId, listenerKey), out var entry)
            ? entry.Listening.Copy()
            : await scopes.RunAsync(
                tenant, (services, token) => services.GetRequiredService<IListenings>().FindAsync(queueId, listenerKey, token), cancellationToken);

    public void Note(Listening listening)
    {
        var key = EntryKey.Of(listening);
        if (!_entries.ContainsKey(key) && !HasRoom()) return;      // Counting locks the whole book: only who is new pays for it.
        _entries[key] = new(listening.Copy(), time.GetTimestamp(), IsWritten: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(WriteEvery, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
                RemoveWritten(RememberFor);
            }
        }
        finally
        {
            using var stop = new CancellationTokenSource(TimeToStop, time);
            await WriteAsync(stop.Token);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var family in _entries.Where(entry => !entry.Value.IsWritten).GroupBy(entry => entry.Key.Tenant).ToList())
        foreach (var some in family.Chunk(WrittenAtOnce))
        {
            await WriteAsync(family.Key, some, cancellationToken);
        }
    }

    private async Task WriteAsync(TenantId tenant, KeyValuePair<EntryKey, Entry>[] entries, CancellationToken cancellationToken)
    {
        try
        {
            await scopes.RunAsync(tenant, (services, token) => WriteAsync(services, entries, token), cancellationToken);
            foreach (var (key, entry) in entries) _entries.TryUpdate(key, entry with { IsWritten = true }, entry);    // Unless there is a newer one.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.ListenersNotKept(entries.Length, exception);
        }
    }

    private static async Task WriteAsync(IServiceProvider services, KeyValuePair<EntryKey, Entry>[] entries, CancellationToken cancellationToken)
    {
        var listenings = services.GetRequiredService<IListenings>();
        await listenings.KeepAsync([.. entries.Select(entry => entry.Value.Listening.Copy())], cancellationToken);
        await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
    }

    private bool HasRoom()
    {
        if (_entries.Count < MaxEntries) return true;
        RemoveWritten(olderThan: TimeSpan.Zero);
        return _entries.Count < MaxEntries;
    }

    private void RemoveWritten(TimeSpan olderThan)
    {
        foreach (var entry in _entries.Where(entry => entry.Value.IsWritten && time.GetElapsedTime(entry.Value.NotedAt) >= olderThan)) _entries.TryRemove(entry);
    }

    private readonly record struct EntryKey(TenantId Tenant, Guid QueueId, string ListenerKey)
    {
        public static EntryKey Of(Listening listening) => new(listening.TenantId, listening.QueueId, listening.ListenerKey);
    }

    private sealed record Entry(Listening Listening, long NotedAt, bool IsWritten);
}
