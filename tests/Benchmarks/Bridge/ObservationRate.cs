using System.Diagnostics;
using Npgsql;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>
/// How many observations a second become durable on PostgreSQL when many players speak at once; none may be lost. Anchor in the same run:
/// PostgreSQL's own step transactions (event, state, outbox) at 16 clients.
/// </summary>
internal static class ObservationRate
{
    private const int Players = 64;
    private const int TurnsPerPlayer = 100;
    private const int AnchorClients = 16;
    private const long Noon = 1_767_222_000;
    private static readonly TimeSpan AnchorTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var players = await ABenchedBridge.ConnectAsync(mosquitto.Address, "players");
        await players.SubscribeAsync([new MqttSubscription("device/+/command/events/request")], CancellationToken.None);
        await using var bridge = await ABenchedBridge.StartAsync(mosquitto.Address, null, ("ConnectionStrings:bridge", database.ConnectionString));
        await bridge.LinkAsync(Players);
        await ABenchedBridge.AskedAsync(players, Players);
        await SpeakAsync(players, first: 0, turns: 2);
        await SeenAsync(database, Players * 2);

        var before = await AnchorAsync(database);
        var started = Stopwatch.GetTimestamp();
        await SpeakAsync(players, first: 2, TurnsPerPlayer);
        await SeenAsync(database, Players * (TurnsPerPlayer + 2));
        var rate = Players * TurnsPerPlayer / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var anchor = (before + await AnchorAsync(database)) / 2;

        Console.WriteLine($"durable observations: {rate:0}/s from {Players} players, none lost; PostgreSQL's step transactions at {AnchorClients} clients: {anchor:0}/s; {rate / anchor:0.00} x");
        return 0;
    }

    private static Task SpeakAsync(IMqttConnection players, int first, int turns) => Task.WhenAll(
        from turn in Enumerable.Range(first, turns)
        from player in Enumerable.Range(0, Players)
        select players.PublishAsync(ABenchedBridge.Playing(ABenchedBridge.PlayerOf(player), 10 + (turn % 2), Noon + turn), CancellationToken.None));

    private static Task SeenAsync(PostgresDatabase database, int observations) => Eventually.HoldsAsync(
        async () => await ScalarAsync(database, "SELECT count(*) FROM bridge_outbox WHERE name = 'bridge.player-observed.v1'") >= observations,
        Patience,
        "Not every observation became durable.");

    private static async Task<double> AnchorAsync(PostgresDatabase database)
    {
        await ScalarAsync(database, "CREATE TABLE IF NOT EXISTS anchor_events(id bigserial PRIMARY KEY, body bytea); CREATE TABLE IF NOT EXISTS anchor_states(player int PRIMARY KEY, version int); CREATE TABLE IF NOT EXISTS anchor_outbox(id bigserial PRIMARY KEY, body bytea); SELECT 1::bigint");
        var (steps, started) = (0, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, AnchorClients).Select(async client =>
        {
            await using var connection = new NpgsqlConnection(database.ConnectionString);
            await connection.OpenAsync();
            while (Stopwatch.GetElapsedTime(started) < AnchorTime)
            {
                await using var transaction = await connection.BeginTransactionAsync();
                await ExecuteAsync(connection, "INSERT INTO anchor_events(body) VALUES (decode(repeat('41', 350), 'hex'))");
                await ExecuteAsync(connection, $"INSERT INTO anchor_states VALUES ({client}, 1) ON CONFLICT (player) DO UPDATE SET version = anchor_states.version + 1");
                await ExecuteAsync(connection, "INSERT INTO anchor_outbox(body) VALUES (decode(repeat('41', 400), 'hex'))");
                await transaction.CommitAsync();
                Interlocked.Increment(ref steps);
            }
        }));
        return steps / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
