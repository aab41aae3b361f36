using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Tenancy;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>
/// Saves the one module database that changed in this scope: its rows, the events that its aggregates raised, and the inbox row
/// of the event being handled, in one transaction.
/// </summary>
internal sealed class UnitOfWork(
    TenantScope scope, EventCatalog catalog, OutboxSignals signals, SqliteWriteGate gate, TimeProvider time) : IUnitOfWork
{
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var changed = scope.Databases.Where(database => database.ChangeTracker.HasChanges() || HasRaisedEvents(database)).ToList();
        if (changed.Count > 1)
            throw new InvalidOperationException("A use case changes one module: " + string.Join(", ", changed.Select(database => database.GetType().Name)));
        if (changed.Count == 0) return;

        var database = changed[0];
        RefuseForeignRows(database);
        var announced = AddOutboxRows(database);
        AddInboxRow(database);
        await WriteAsync(database, cancellationToken);
        foreach (var row in announced) CrashPoint.Pass("committed", row.Name);
        if (announced.Count > 0) signals.Raise(database);
    }

    private static bool HasRaisedEvents(ModuleDbContext database) =>
        database.ChangeTracker.Entries<AggregateRoot>().Any(entry => entry.Entity.HasRaisedEvents);

    private void RefuseForeignRows(ModuleDbContext database)
    {
        if (scope.IsInstallation) return;
        foreach (var entry in database.ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            if (entry.Entity.TenantId != scope.Current)
                throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} of another tenant would be written.");
        }
    }

    private List<OutboxRow> AddOutboxRows(ModuleDbContext database)
    {
        var announced = new List<OutboxRow>();
        foreach (var entry in database.ChangeTracker.Entries<AggregateRoot>().ToList())
        {
            var tenant = (entry.Entity as ITenantOwned)?.TenantId ?? scope.Current;
            foreach (var raised in entry.Entity.TakeRaisedEvents())
            {
                if (tenant is null || tenant.Value == default) throw new InvalidOperationException($"{raised.GetType().Name} belongs to no tenant.");
                announced.Add(ToRow(raised with
                {
                    EventId = Guid.CreateVersion7(),
                    TenantId = tenant.Value.Value,
                    OccurredAt = time.GetUtcNow(),
                }));
            }
        }

        database.AddRange(announced);
        return announced;
    }

    private OutboxRow ToRow(IntegrationEvent stamped) => new()
    {
        EventId = stamped.EventId,
        TenantId = stamped.TenantId,
        Name = catalog.NameOf(stamped.GetType()),
        Payload = EventJson.Write(stamped),
        Partition = Partitions.Of(stamped),
        OccurredAt = stamped.OccurredAt,
        TraceParent = Activity.Current?.Id,
    };

    private void AddInboxRow(ModuleDbContext database)
    {
        if (scope.Delivery is not { Recorded: false } delivery) return;
        database.Add(new InboxRow { EventId = delivery.EventId, Handler = delivery.Handler, HandledAt = time.GetUtcNow() });
        delivery.Recorded = true;
    }

    private async Task WriteAsync(ModuleDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            if (database.Database.IsSqlite()) await gate.RunAsync(() => database.SaveChangesAsync(cancellationToken), cancellationToken);
            else await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            throw new StaleStateException("It was changed by somebody else meanwhile: read it again.", exception);
        }
        catch (DbUpdateException exception) when (IsDuplicate(exception))
        {
            throw new StaleStateException("Somebody else added the same meanwhile: read it again.", exception);
        }
    }

    /// <summary>A unique index or a key said no: two scopes decided to add the same thing at once.</summary>
    private static bool IsDuplicate(DbUpdateException exception) => exception.InnerException switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY,
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };
}
