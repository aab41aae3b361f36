using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>The least that a press needs, step by step, without any product: what the product's time is compared with.</summary>
internal interface IAnchor : IAsyncDisposable
{
    Task StepAsync();
}

/// <summary>A message of a player's length from a publisher to a subscriber, at least once, through the bare broker.</summary>
internal sealed class MqttHop : IAnchor
{
    private static readonly MqttMessage Message = new("anchor", new byte[300], QualityOfService.AtLeastOnce);
    private readonly IMqttConnection _sender;
    private readonly IMqttConnection _receiver;
    private readonly IAsyncEnumerator<MqttReceivedMessage> _received;

    private MqttHop(IMqttConnection sender, IMqttConnection receiver) =>
        (_sender, _receiver, _received) = (sender, receiver, receiver.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator());

    public static async Task<MqttHop> StartAsync(Uri broker)
    {
        var hop = new MqttHop(await Mosquitto.ConnectAsync(broker, "anchor-sender"), await Mosquitto.ConnectAsync(broker, "anchor-receiver"));
        await hop._receiver.SubscribeAsync([new MqttSubscription("anchor")], CancellationToken.None);
        return hop;
    }

    public async Task StepAsync()
    {
        _ = _sender.PublishAsync(Message, CancellationToken.None);
        await _received.MoveNextAsync();
        await _received.Current.AcknowledgeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
        await _received.DisposeAsync();
    }
}

/// <summary>One row, safe on the disk.</summary>
internal sealed class SqliteCommit : IAnchor
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    public SqliteCommit()
    {
        _connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "anchor.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE outbox(id INTEGER PRIMARY KEY, body BLOB)");
    }

    public Task StepAsync()
    {
        Execute("INSERT INTO outbox(body) VALUES (zeroblob(400))");
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _folder.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>PostgreSQL's transaction of one step: an event, the player's state, the outbox.</summary>
internal sealed class PostgresStep : IAnchor
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS anchor_events(id uuid DEFAULT gen_random_uuid() PRIMARY KEY, player int, at timestamptz DEFAULT now(), data jsonb);
        CREATE TABLE IF NOT EXISTS anchor_states(player int PRIMARY KEY, version int, data jsonb);
        CREATE TABLE IF NOT EXISTS anchor_outbox(id bigserial PRIMARY KEY, body bytea);
        """;

    private const string InsertEvent = "INSERT INTO anchor_events(player, data) VALUES ({0}, jsonb_build_object('k', repeat('x', 350)))";
    private const string UpsertState = "INSERT INTO anchor_states VALUES ({0}, 1, '{{}}') ON CONFLICT (player) DO UPDATE SET version = anchor_states.version + 1";
    private const string InsertOutbox = "INSERT INTO anchor_outbox(body) VALUES (decode(repeat('41', 400), 'hex'))";

    private readonly NpgsqlConnection _connection;
    private int _player;

    private PostgresStep(NpgsqlConnection connection) => _connection = connection;

    public static async Task<PostgresStep> StartAsync(PostgresDatabase database)
    {
        var step = new PostgresStep(new NpgsqlConnection(database.ConnectionString));
        await step._connection.OpenAsync();
        await step.ExecuteAsync(Tables);
        return step;
    }

    public async Task StepAsync()
    {
        var player = _player++.ToString(CultureInfo.InvariantCulture);
        await using var transaction = await _connection.BeginTransactionAsync();
        await ExecuteAsync(string.Format(CultureInfo.InvariantCulture, InsertEvent, player));
        await ExecuteAsync(string.Format(CultureInfo.InvariantCulture, UpsertState, player));
        await ExecuteAsync(InsertOutbox);
        await transaction.CommitAsync();
    }

    /// <summary>The same transaction from many clients at once, by PostgreSQL's own <c>pgbench</c>.</summary>
    /// <returns>Transactions a second.</returns>
    public static async Task<double> RateAsync(PostgresDatabase database, int clients, TimeSpan time)
    {
        await using (await StartAsync(database))
        {
            // Only for the tables.
        }

        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "step.sql");
        var player = ":player";
        await File.WriteAllTextAsync(script, string.Join('\n', [
            "\\set player random(1, 100000)",
            "BEGIN;",
            $"{string.Format(CultureInfo.InvariantCulture, InsertEvent, player)};",
            $"{string.Format(CultureInfo.InvariantCulture, UpsertState, player)};",
            $"{InsertOutbox};",
            "COMMIT;",
        ]));
        var target = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var address = $"host={target.Host} port={target.Port} user={target.Username} password={target.Password} dbname={target.Database}";
        var said = await ProcessRunner.RunAsync(
            "/usr/bin/pgbench", ["--no-vacuum", "--file", script, "--client", $"{clients}", "--jobs", "2", "--time", $"{time.TotalSeconds:0}", address], time + TimeSpan.FromMinutes(1));
        return double.Parse(Regex.Match(said, @"tps = ([\d.]+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A persistent message through a quorum queue, from publishing to delivery.</summary>
internal sealed class QuorumHop : IAnchor
{
    private const string Queue = "anchor";
    private static readonly BasicProperties Persistent = new() { Persistent = true };
    private readonly SemaphoreSlim _delivered = new(0);
    private readonly IConnection _connection;
    private readonly IChannel _sender;
    private readonly IChannel _receiver;

    private QuorumHop(IConnection connection, IChannel sender, IChannel receiver) => (_connection, _sender, _receiver) = (connection, sender, receiver);

    public static async Task<QuorumHop> StartAsync(Uri broker)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var hop = new QuorumHop(connection, await connection.CreateChannelAsync(), await connection.CreateChannelAsync());
        await hop._sender.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        var consumer = new AsyncEventingBasicConsumer(hop._receiver);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await hop._receiver.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            hop._delivered.Release();
        };
        await hop._receiver.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return hop;
    }

    public async Task StepAsync()
    {
        await _sender.BasicPublishAsync("", Queue, mandatory: false, Persistent, new byte[500]);
        await _delivered.WaitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

internal static class AnchorSteps
{
    /// <summary>How long each step takes, one after the other.</summary>
    public static async Task<double> MillisecondsAsync(this IReadOnlyList<IAnchor> steps)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var step in steps) await step.StepAsync();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
