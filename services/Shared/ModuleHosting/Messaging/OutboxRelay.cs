using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// Brings a module's undelivered outbox rows to the transport, in their order, and marks them when they are safe. One relay
/// works per outbox, however many replicas there are. A crash in between delivers again; inboxes drop the repeats.
/// </summary>
internal sealed partial class OutboxRelay(
    ModuleDatabase database,
    IEventTransport transport,
    OutboxSignals signals,
    EventCatalog catalog,
    ModuleScopes scopes,
    SqliteWriteGate gate,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int BatchSize = 256;
    private const int MaximumInFlight = 1_024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KeepDelivered = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeepHandled = TimeSpan.FromDays(7);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, bool> _inFlight = new();
    private readonly ConcurrentQueue<long> _safe = new();
    private DateTimeOffset _nextSweep = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var turn = await RelayTurn.TakeAsync(database, time, stoppingToken);
                await RelayAsync(turn, stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Interrupted(logger, database.Module, exception);
                await Task.Delay(PauseAfterFailure, time, stoppingToken);
            }
        }
    }

    private async Task RelayAsync(RelayTurn turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            await turn.EnsureStillOursAsync(cancellationToken);
            await MarkSafeAsync(cancellationToken);
            var rows = await ReadUndeliveredAsync(cancellationToken);
            foreach (var row in rows) Hand(row, cancellationToken);
            await SweepAsync(cancellationToken);
            if (rows.Count == 0 && _safe.IsEmpty) await signals.WaitAsync(database.Module, PollInterval, time, cancellationToken);
        }
    }

    private Task<List<OutboxRow>> ReadUndeliveredAsync(CancellationToken cancellationToken)
    {
        if (_inFlight.Count >= MaximumInFlight) return Task.FromResult(new List<OutboxRow>());
        var inFlight = _inFlight.Keys.ToArray();   // Sequences commit out of order, so there is no mark below which all is delivered.
        return scopes.RunAsync(
            null,
            (services, token) => database.Resolve(services).Set<OutboxRow>().AsNoTracking()
                .Where(row => row.DeliveredAt == null && !inFlight.Contains(row.Sequence))
                .OrderBy(row => row.Sequence)
                .Take(BatchSize)
                .ToListAsync(token),
            cancellationToken);
    }

    private void Hand(OutboxRow row, CancellationToken cancellationToken)
    {
        _inFlight[row.Sequence] = true;
        if (EventEnvelope.From(row, catalog) is not { } envelope)
        {
            UnknownName(logger, row.Name, row.EventId);
            _safe.Enqueue(row.Sequence);
            return;
        }

        _ = FinishAsync(row, transport.DeliverAsync(envelope, cancellationToken));
    }

    private async Task FinishAsync(OutboxRow row, Task delivery)
    {
        try
        {
            await delivery;
            CrashPoint.Pass("delivered", row.Name);
            _safe.Enqueue(row.Sequence);
            signals.Raise(database.Module);
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException) Interrupted(logger, database.Module, exception);
            _inFlight.TryRemove(row.Sequence, out _);   // Read and handed over again.
        }
    }

    private async Task MarkSafeAsync(CancellationToken cancellationToken)
    {
        var safe = new List<long>();
        while (safe.Count < MaximumInFlight && _safe.TryDequeue(out var sequence)) safe.Add(sequence);
        if (safe.Count == 0) return;

        await WriteAsync(
            (rows, token) => rows.Where(row => safe.Contains(row.Sequence))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DeliveredAt, time.GetUtcNow()), token),
            cancellationToken);
        foreach (var sequence in safe) _inFlight.TryRemove(sequence, out _);
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _nextSweep) return;
        _nextSweep = now + SweepInterval;
        await WriteAsync((rows, token) => rows.Where(row => row.DeliveredAt < now - KeepDelivered).ExecuteDeleteAsync(token), cancellationToken);
        await scopes.RunAsync(
            null,
            (services, token) => gate.RunAsync(
                () => database.Resolve(services).Set<InboxRow>().Where(row => row.HandledAt < now - KeepHandled).ExecuteDeleteAsync(token), token),
            cancellationToken);
    }

    private Task WriteAsync(Func<DbSet<OutboxRow>, CancellationToken, Task<int>> write, CancellationToken cancellationToken) => scopes.RunAsync(
        null,
        (services, token) => gate.RunAsync(() => write(database.Resolve(services).Set<OutboxRow>(), token), token),
        cancellationToken);

    [LoggerMessage(1221, LogLevel.Warning, "The relay of {Module} was interrupted and starts again.")]
    private static partial void Interrupted(ILogger logger, string module, Exception exception);

    [LoggerMessage(1222, LogLevel.Error, "Event {EventId} has the unknown name {Name}: nobody here can take it.")]
    private static partial void UnknownName(ILogger logger, string name, Guid eventId);
}
