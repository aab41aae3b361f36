using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace YotoSmartStream.ModuleHosting.Persistence;

/// <summary>
/// Plain connections to the modules' databases, for the two questions of every start: are the tables up to date, and does the
/// database answer? Asking through a context would first build its model, which takes longer than everything else of a start.
/// </summary>
internal sealed class ModuleConnections(IOptions<DatabaseOptions> options)
{
    /// <summary>Whether the module's newest migration is applied. A database or table that does not exist yet answers no.</summary>
    public async Task<bool> IsUpToDateAsync(ModuleDatabase database, CancellationToken cancellationToken)
    {
        if (database.NewestMigration is not { } newest) return false;
        try
        {
            return await ExistsAsync(database, $"SELECT 1 FROM \"{database.MigrationsTable}\" WHERE \"MigrationId\" = '{newest}'", cancellationToken);
        }
        catch (DbException)
        {
            return false;   // The migration itself says what is wrong, if anything is.
        }
    }

    /// <exception cref="DbException">The database does not answer, or has no tables.</exception>
    public Task AskAsync(ModuleDatabase database, CancellationToken cancellationToken) =>
        ExistsAsync(database, $"SELECT 1 FROM \"{database.Module}_inbox\" LIMIT 1", cancellationToken);

    private async Task<bool> ExistsAsync(ModuleDatabase database, string question, CancellationToken cancellationToken)
    {
        await using var connection = Open(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private DbConnection Open(ModuleDatabase database) => database.PostgresConnectionString is { } connectionString
        ? new NpgsqlConnection(connectionString)
        : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.Value.SqliteFile, Mode = SqliteOpenMode.ReadWrite }.ConnectionString);
}
