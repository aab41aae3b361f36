using Npgsql;
using YotoSmartStream.ModuleHosting.Persistence;

namespace YotoSmartStream.ModuleHosting.Messaging;

/// <summary>
/// The right to relay one outbox. On PostgreSQL it is a session lock that the database frees when this process or its connection
/// dies; a SQLite file has one process anyway.
/// </summary>
internal sealed class RelayTurn(NpgsqlConnection? connection) : IAsyncDisposable
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public static async Task<RelayTurn> TakeAsync(ModuleDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (database.PostgresConnectionString is not { } connectionString) return new RelayTurn(null);

        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            while (!await TryLockAsync(connection, database.Module, cancellationToken)) await Task.Delay(AskAgain, time, cancellationToken);
            return new RelayTurn(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="NpgsqlException">The connection was lost, and the lock with it: another replica may relay now.</exception>
    public async Task EnsureStillOursAsync(CancellationToken cancellationToken)
    {
        if (connection is null) return;
        await using var question = new NpgsqlCommand("SELECT 1", connection);
        await question.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, string module, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtext($1))", connection);
        command.Parameters.AddWithValue($"outbox:{module}");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
