using Microsoft.Data.Sqlite;
using Npgsql;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>
/// From a turn of the knob that a player tells to the command that it hears: bridge, story step, bridge, with Player listening beside, as
/// processes of their own at a bare Mosquitto. Turn about with it, the least that such a press needs: the same hops and commits with nothing between.
/// </summary>
internal static class PressToCommand
{
    private const int Rounds = 5;
    private const int WarmUpRounds = 3;
    private const int PressesPerRound = 60;
    private const double Limit = 3;
    private const double Aim = 1.5;

    /// <summary>The last events of one press are through the outboxes, before the next.</summary>
    private static readonly TimeSpan BetweenPresses = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync()
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        var table = new ResultTable("press to command", "ms");
        await StandaloneAsync(mosquitto, table);
        await DistributedAsync(mosquitto, table);
        table.Print();
        return 0;
    }

    private static async Task StandaloneAsync(Mosquitto mosquitto, ResultTable table)
    {
        using var folder = new TemporaryFolder();
        var settings = SettingsFor(mosquitto);
        settings["Data:Folder"] = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await Household.MoveInAsync(settings);
        await using var product = await BenchedModules.LaunchAsync(BenchedModules.All, settings, folder);
        await using var hop = await MqttHop.StartAsync(mosquitto.Address);
        await using var commit = new SqliteCommit();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(settings["Data:Folder"]!, "yoto-smart-stream.db")};Mode=ReadOnly");
        await database.OpenAsync();

        await MeasureAsync(mosquitto, new PressTrail(database, database), "standalone", "2 MQTT hops, 2 SQLite commits", [hop, commit, commit, hop], table);
    }

    private static async Task DistributedAsync(Mosquitto mosquitto, ResultTable table)
    {
        using var folder = new TemporaryFolder();
        var postgres = await RealServers.PostgresAsync();
        var broker = await (await RealServers.RabbitMqAsync()).CreateVirtualHostAsync();
        await using var bridge = await postgres.CreateDatabaseAsync();
        await using var script = await postgres.CreateDatabaseAsync();
        await using var player = await postgres.CreateDatabaseAsync();
        var settings = SettingsFor(mosquitto);
        settings["ConnectionStrings:bridge"] = bridge.ConnectionString;
        settings["ConnectionStrings:script"] = script.ConnectionString;
        settings["ConnectionStrings:player"] = player.ConnectionString;
        settings["Data:Folder"] = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await Household.MoveInAsync(settings);

        settings["ConnectionStrings:rabbitmq"] = broker.ToString();
        await using var playerProcess = await BenchedModules.LaunchAsync(["player"], settings, folder);
        await using var scriptProcess = await BenchedModules.LaunchAsync(["script"], settings, folder);
        await using var bridgeProcess = await BenchedModules.LaunchAsync(["bridge"], settings, folder);
        await using var hop = await MqttHop.StartAsync(mosquitto.Address);
        await using var step = await PostgresStep.StartAsync(script);
        await using var queue = await QuorumHop.StartAsync(broker);

        await using var atBridge = new NpgsqlConnection(bridge.ConnectionString);
        await using var atScript = new NpgsqlConnection(script.ConnectionString);
        await Task.WhenAll(atBridge.OpenAsync(), atScript.OpenAsync());

        var trail = new PressTrail(atBridge, atScript);
        await MeasureAsync(mosquitto, trail, "distributed", "2 MQTT hops, 2 PostgreSQL steps, 2 quorum-queue hops", [hop, step, queue, step, queue, hop], table);
    }

    private static Dictionary<string, string?> SettingsFor(Mosquitto mosquitto) => new()
    {
        ["Yoto:MqttUrl"] = mosquitto.Address.ToString(),
        ["Bridge:LeaseSeconds"] = "5",      // What moved the household in lets go of its partitions, or is found gone.
    };

    /// <param name="mosquitto">Carries product and anchor.</param>
    /// <param name="trail">What a press leaves in the databases.</param>
    /// <param name="shape">Of the product.</param>
    /// <param name="leastSteps">What the steps are, in words.</param>
    /// <param name="steps">The least that a press needs.</param>
    /// <param name="table">Gets the result.</param>
    private static async Task MeasureAsync(Mosquitto mosquitto, PressTrail trail, string shape, string leastSteps, IReadOnlyList<IAnchor> steps, ResultTable table)
    {
        await using var player = await APlayerAtTheBroker.StartAsync(mosquitto.Address);
        await player.BeginAsync();
        var arrivals = 1;
        var (presses, anchors) = (new List<Press>(), new List<double>());
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            var (pressed, least) = (new List<Press>(), new List<double>());
            for (var press = 0; press < PressesPerRound; press++)
            {
                await trail.ShowsArrivalsAsync(arrivals++);
                await Task.Delay(BetweenPresses, TimeProvider.System);
                pressed.Add(await player.TurnAsync());
            }

            for (var press = 0; press < PressesPerRound; press++) least.Add(await steps.MillisecondsAsync());
            if (round < 0) continue;      // It warmed everything up.
            presses.AddRange(pressed);
            anchors.AddRange(least);
        }

        table.Compare(shape, [.. presses.Select(press => press.Elapsed.TotalMilliseconds)], leastSteps, anchors, Limit, Aim);
        foreach (var (stage, milliseconds) in await trail.StagesAsync(presses)) table.Add($"  {stage}", milliseconds);
    }
}
