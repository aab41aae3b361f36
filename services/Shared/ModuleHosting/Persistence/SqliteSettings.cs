using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>What is acknowledged survives a power cut: write-ahead log with a full sync at each commit.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // busy_timeout lets SQLite itself wait in small steps; the provider's own retry would wait 150 ms at a time.
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>SQLite has one writer: taking turns here is fair and wakes at once, where its file lock would poll.</summary>
internal sealed class SqliteWriteGate : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
