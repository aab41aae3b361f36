using Npgsql;

namespace YotoSmartStream.Testing;

public sealed class PostgresServer
{
    private readonly string _connectionString;

    private PostgresServer(string connectionString) => _connectionString = connectionString;

    public static async Task<PostgresServer> StartAsync(ServerSet servers) =>
        new((await servers.StartAsync("postgres"))["POSTGRES"]);

    /// <summary>An empty database of its own for a test class; disposing drops it.</summary>
    public async Task<PostgresDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Guid.CreateVersion7():n}";
        await ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        var connectionString = new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ConnectionString;
        return new PostgresDatabase(this, name, connectionString);
    }

    internal Task DropAsync(string database) => ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)", CancellationToken.None);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
