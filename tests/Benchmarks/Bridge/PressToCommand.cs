using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>
/// From a press that a player publishes to the command that it receives, through the bridge alone: a story that answers at once stands in
/// for Script, so its step is not in it. Anchor, turn about in the same run: two bare hops through the same Mosquitto and two commits to
/// SQLite with <c>synchronous=FULL</c>.
/// </summary>
internal static class PressToCommand
{
    private const int Rounds = 5;
    private const int PressesPerRound = 100;
    private const long Noon = 1_767_222_000;

    public static async Task<int> RunAsync()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var player = await ABenchedBridge.ConnectAsync(mosquitto.Address, "player");
        await player.SubscribeAsync([new MqttSubscription("device/+/command/#")], CancellationToken.None);
        await using var bridge = await ABenchedBridge.StartAsync(mosquitto.Address, builder =>
        {
            builder.AddFeedHandler<PlayerObserved, InstantStory>();
            builder.AddFeedHandler<PlayerCommandCompleted, InstantStory>();
        });
        var story = bridge.Host.Services.GetRequiredService<InstantStory>();
        story.Bridge = bridge;
        await bridge.LinkAsync(accounts: 1);
        await ABenchedBridge.AskedAsync(player, players: 1);
        await using var commands = player.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();
        var (chapter, now) = (InstantStory.Home, Noon);
        await SayAsync();

        var (presses, anchors) = (new List<double>(), new List<double>());
        for (var warmUp = 0; warmUp < PressesPerRound; warmUp++) await PressAsync();
        for (var round = 0; round < Rounds; round++)
        {
            for (var press = 0; press < PressesPerRound; press++) presses.Add(await PressAsync());
            anchors.AddRange(await MeasureAnchorAsync(mosquitto.Address));
        }

        Report("press to command", presses);
        Report("2 hops + 2 commits", anchors);
        Console.WriteLine($"press to command: {Percentile(presses, 0.5) / Percentile(anchors, 0.5):0.00} x the anchor at the median, {Percentile(presses, 0.99) / Percentile(anchors, 0.99):0.00} x at p99");
        return 0;

        Task SayAsync(string source = "card") =>
            player.PublishAsync(ABenchedBridge.Playing(ABenchedBridge.PlayerOf(0), chapter, now += 2, source), CancellationToken.None);

        async Task<double> PressAsync()
        {
            chapter++;
            var started = Stopwatch.GetTimestamp();
            var saying = SayAsync();
            do
            {
                await commands.MoveNextAsync();
                await commands.Current.AcknowledgeAsync();
            }
            while (!commands.Current.Topic.EndsWith("card/start", StringComparison.Ordinal));

            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await saying;
            chapter = InstantStory.Answer(chapter);
            await SayAsync("MQTT");
            await story.CompletedAsync();
            return elapsed;
        }
    }

    private static async Task<List<double>> MeasureAnchorAsync(Uri broker)
    {
        using var folder = new TemporaryFolder();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "anchor.db")}");
        await database.OpenAsync();
        Execute(database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE outbox(id INTEGER PRIMARY KEY, body BLOB)");
        await using var sender = await ABenchedBridge.ConnectAsync(broker, "anchor-sender");
        await using var receiver = await ABenchedBridge.ConnectAsync(broker, "anchor-receiver");
        await receiver.SubscribeAsync([new MqttSubscription("anchor")], CancellationToken.None);
        await using var received = receiver.ReceiveAsync(CancellationToken.None).GetAsyncEnumerator();

        var measured = new List<double>();
        for (var turn = 0; turn < PressesPerRound; turn++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var half = 0; half < 2; half++)
            {
                _ = sender.PublishAsync(new MqttMessage("anchor", new byte[300], QualityOfService.AtLeastOnce), CancellationToken.None);
                await received.MoveNextAsync();
                await received.Current.AcknowledgeAsync();
                Execute(database, "INSERT INTO outbox(body) VALUES (zeroblob(400))");
            }

            measured.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return measured;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Report(string what, List<double> milliseconds) =>
        Console.WriteLine($"{what}: p50 {Percentile(milliseconds, 0.5):0.00} ms, p99 {Percentile(milliseconds, 0.99):0.00} ms ({milliseconds.Count})");

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, values.Count * share));

    /// <summary>Hears what the bridge announces as soon as its relay hands it on, and asks for another chapter.</summary>
    private sealed class InstantStory : IEventHandler<PlayerObserved>, IEventHandler<PlayerCommandCompleted>
    {
        public const int Home = 10;
        private readonly SemaphoreSlim _completed = new(0);

        public ABenchedBridge? Bridge { get; set; }

        /// <summary>Between two places far from each other, so that neither is a click away.</summary>
        public static int Answer(int chapter) => chapter < 2 * Home ? 3 * Home : Home;

        public Task CompletedAsync() => _completed.WaitAsync(TimeSpan.FromSeconds(30));

        public Task HandleAsync(PlayerObserved seen, CancellationToken cancellationToken)
        {
            if (seen.Button is null || Bridge is null) return Task.CompletedTask;
            var target = $"{Answer(int.Parse(seen.ChapterKey!, CultureInfo.InvariantCulture)):00}";
            return Bridge.Host.DeliverAsync(
                new PlayerCommandRequested(
                    seen.YotoAccountId, seen.PlayerId, Guid.CreateVersion7(), PlayerCommands.CardStart, seen.YotoCardId, target, target, 0, null,
                    TimeProvider.System.GetUtcNow().AddSeconds(30)),
                ABenchedBridge.Family);
        }

        public Task HandleAsync(PlayerCommandCompleted completed, CancellationToken cancellationToken)
        {
            _completed.Release();
            return Task.CompletedTask;
        }
    }
}
