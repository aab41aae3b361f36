using Microsoft.EntityFrameworkCore;
using Npgsql;
using YotoSmartStream.Bridge.Service.Persistence;

namespace YotoSmartStream.Bridge.Service.Sessions;

/// <summary>
/// A command's event may reach a replica that does not serve the player. It writes the command down and rings, so that the one that does
/// need not wait until it looks the next time. The row is what counts: a ring that nobody hears only costs that time. On SQLite there is
/// one process and nothing to ring.
/// </summary>
internal sealed class CommandBell(IConfiguration configuration, BridgeSessions sessions, TimeProvider time, ILogger<CommandBell> logger) : BackgroundService
{
    private const string Channel = "bridge_commands";
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>After the command was committed.</summary>
    public static async Task RingAsync(MqttBridgeDbContext database, CancellationToken cancellationToken)
    {
        if (database.Database.IsNpgsql()) await database.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetConnectionString("bridge") is not { } connectionString) return;

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(connectionString, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.BellIsDeaf(exception.Message);
                await Task.Delay(PauseAfterFailure, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10 }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, _) => sessions.Wake();
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection)) await listen.ExecuteNonQueryAsync(cancellationToken);
        while (true) await connection.WaitAsync(cancellationToken);
    }
}
