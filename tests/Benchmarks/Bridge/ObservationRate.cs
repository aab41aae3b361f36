using System.Diagnostics;
using YotoSmartStream.Mqtt;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>
/// How many observations a second become durable on PostgreSQL when many players speak at once; none may be lost. Anchor in the same run:
/// PostgreSQL's own step transactions at 16 clients. Then what a second bridge adds, when each is bound to a processor of its own.
/// </summary>
internal static class ObservationRate
{
    private const int Players = 128;
    private const int TurnsPerRound = 40;
    private const int Rounds = 3;
    private const int AnchorClients = 16;
    private const double LeastShare = 0.4;
    private const double LeastGain = 1.5;
    private const long Noon = 1_767_222_000;
    private static readonly TimeSpan AnchorTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync()
    {
        var anchors = new List<double> { await AnchorAsync() };
        var free = await MeasureAsync(new int?[] { null });
        anchors.Add(await AnchorAsync());
        var bound = await MeasureAsync(new int?[] { 0 }, new int?[] { 1 });
        anchors.Add(await AnchorAsync());

        var anchor = Median(anchors);
        var table = new ResultTable($"durable observations of {Players} players, none lost", "per second");
        table.Add("one bridge", free[0].PerSecond, $">= {LeastShare} x", $"{free[0].PerSecond / anchor:0.00} x anchor");
        table.Add($"  anchor: PostgreSQL's step transactions at {AnchorClients} clients", anchor);
        table.Add("one bridge on a processor of its own", bound[0].PerSecond, "", $"{bound[0].PerSecond / anchor:0.00} x anchor");
        table.Add("two bridges, a processor each", bound[1].PerSecond, $">= {LeastGain} x", $"{bound[1].PerSecond / bound[0].PerSecond:0.00} x one");
        table.Print();
        Console.WriteLine($"  of {Environment.ProcessorCount} processors, which the bridges share with PostgreSQL, Mosquitto and the players:");
        Describe("one bridge", free[0]);
        Describe("one on a processor of its own", bound[0]);
        Describe("two, a processor each", bound[1]);
        return 0;
    }

    private static void Describe(string what, Throughput measured) => Console.WriteLine(
        $"    {what}: {measured.BridgeMicroseconds:0} us of the bridges' processor time an observation, {measured.AllMicroseconds:0} us of everybody's; {measured.BusyProcessors:0.0} processors busy");

    /// <summary>Starts a bridge on each of the first processors, measures, starts those of the next group beside them, measures again.</summary>
    private static async Task<IReadOnlyList<Throughput>> MeasureAsync(params int?[][] groups)
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        await using var mosquitto = await Mosquitto.StartAsync();
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>
        {
            ["Yoto:MqttUrl"] = mosquitto.Address.ToString(),
            ["Data:Folder"] = folder.Path,
            ["ConnectionStrings:bridge"] = database.ConnectionString,
            ["Bridge:LeaseSeconds"] = "5",
        };
        await ManyAccounts.LinkAsync(settings, Players);
        await using var players = await ManyAccounts.WitnessAsync(mosquitto.Address, "players");
        var bridges = new List<RunningProcess>();
        var (measured, turn) = (new List<Throughput>(), 0);
        try
        {
            foreach (var group in groups)
            {
                foreach (var core in group) bridges.Add(await BenchedModules.LaunchAsync(["bridge"], settings, folder, core));
                await SharedAsync(database, bridges.Count);
                if (turn == 0) await players.AreAllAskedAsync(Players);
                await RoundAsync();      // Warms up.
                var rounds = new List<Throughput>();
                for (var round = 0; round < Rounds; round++) rounds.Add(await RoundAsync());
                measured.Add(rounds.OrderBy(round => round.PerSecond).ElementAt(Rounds / 2));
            }
        }
        finally
        {
            foreach (var bridge in bridges) await bridge.DisposeAsync();
        }

        return measured;

        async Task<Throughput> RoundAsync()
        {
            var (started, bridgesBefore, allBefore) = (Stopwatch.GetTimestamp(), ProcessorTime.Of(bridges), ProcessorTime.OfAll());
            for (var end = turn + TurnsPerRound; turn < end; turn++) await SpeakAsync(players, turn);
            await SeenAsync(database, Players * turn);
            return new Throughput(
                Players * TurnsPerRound, Stopwatch.GetElapsedTime(started), ProcessorTime.Of(bridges) - bridgesBefore, ProcessorTime.OfAll() - allBefore);
        }
    }

    /// <param name="Observations">How many became durable.</param>
    /// <param name="Elapsed">In what time.</param>
    /// <param name="Bridges">The processor time of the bridges meanwhile.</param>
    /// <param name="All">The processor time of everything on the machine.</param>
    private sealed record Throughput(int Observations, TimeSpan Elapsed, TimeSpan Bridges, TimeSpan All)
    {
        public double PerSecond => Observations / Elapsed.TotalSeconds;

        public double BridgeMicroseconds => Bridges.TotalMicroseconds / Observations;

        public double AllMicroseconds => All.TotalMicroseconds / Observations;

        public double BusyProcessors => All / Elapsed;
    }

    private static Task SpeakAsync(IMqttConnection players, int turn) => Task.WhenAll(Enumerable.Range(0, Players).Select(player =>
        players.PublishAsync(PlayerReports.Of(ManyAccounts.PlayerOf(player), "playing", 10 + (turn % 2), Noon + (2 * turn)), CancellationToken.None)));

    /// <summary>Looks seldom, and first only at the newest row, so that looking costs little.</summary>
    private static async Task SeenAsync(PostgresDatabase database, int observations)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await database.CountAsync("SELECT coalesce(max(sequence), 0) FROM bridge_outbox") < observations
            || await database.CountAsync("SELECT count(DISTINCT (payload::json->>'playerId', payload::json->>'playerUtc')) FROM bridge_outbox WHERE name = 'bridge.player-observed.v1'") < observations)
            await Task.Delay(LookEvery, TimeProvider.System, patience.Token);
    }

    private static async Task SharedAsync(PostgresDatabase database, int bridges)
    {
        await Eventually.HoldsAsync(
            async () => await database.CountAsync("SELECT count(DISTINCT owner) FROM bridge_leases WHERE expires_at > (extract(epoch from clock_timestamp()) * 1000)::bigint") == bridges
                && await database.CountAsync("SELECT count(*) FROM bridge_leases WHERE expires_at > 0") == 16,
            Patience,
            "The partitions were not shared.");
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);      // Until sessions have moved with them.
    }

    private static async Task<double> AnchorAsync()
    {
        await using var database = await (await RealServers.PostgresAsync()).CreateDatabaseAsync();
        return await PostgresStep.RateAsync(database, AnchorClients, AnchorTime);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
