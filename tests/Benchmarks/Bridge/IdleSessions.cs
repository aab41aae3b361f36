using System.Diagnostics;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>
/// What an idle session of one player costs: resident memory of a bridge with so many of them at Mosquitto, beside that of a bridge with one. Then
/// the broker is killed and comes back having forgotten everybody: how many CONNECTs it counts in each second until all are back.
/// </summary>
internal static class IdleSessions
{
    private const int ConnectsPerSecond = 250;
    private const double MostKilobytes = 100;
    private const int SecondsPerLine = 20;
    private static readonly TimeSpan BrokerIsAway = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(int sessions)
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        var one = await ResidentBytesOfAsync(mosquitto, sessions: 1, whileUp: null);
        var back = TimeSpan.Zero;
        var all = await ResidentBytesOfAsync(mosquitto, sessions, whileUp: async () => back = await RestartAsync(mosquitto, sessions));
        var connects = ConnectsBySecond(mosquitto);

        var table = new ResultTable($"{sessions} idle sessions in one process", "as said");
        table.Add("memory of one session, KB", (all - one) / 1024.0 / sessions, $"<= {MostKilobytes}");
        table.Add("memory of the process, MB", all >> 20);
        table.Add("  with one session, MB", one >> 20);
        table.Add("all back after the broker, s", back.TotalSeconds);
        table.Add("CONNECTs that the broker logged", connects.Sum());
        table.Add("most CONNECTs in a second", connects.Max(), $"<= {ConnectsPerSecond}");
        table.Print();
        Console.WriteLine("  CONNECTs of each second after the restart:");
        foreach (var line in connects.Chunk(SecondsPerLine)) Console.WriteLine($"    {string.Join(' ', line)}");
        return 0;
    }

    private static async Task<long> ResidentBytesOfAsync(Mosquitto mosquitto, int sessions, Func<Task>? whileUp)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>
        {
            ["Yoto:MqttUrl"] = mosquitto.Address.ToString(),
            ["Data:Folder"] = folder.Path,
            ["Bridge:ConnectsPerSecond"] = $"{ConnectsPerSecond}",
        };
        await ManyAccounts.LinkAsync(settings, sessions);
        await using var witness = await ManyAccounts.WitnessAsync(mosquitto.Address, "witness");
        await using var bridge = await BenchedModules.LaunchAsync(["bridge"], settings, folder);
        await witness.AreAllAskedAsync(sessions);
        var bytes = bridge.ResidentBytes;
        if (whileUp is not null) await whileUp();
        return bytes;
    }

    /// <returns>How long after the broker's return the last session was back.</returns>
    private static async Task<TimeSpan> RestartAsync(Mosquitto mosquitto, int sessions)
    {
        await mosquitto.FallAsync();
        await Task.Delay(BrokerIsAway, TimeProvider.System);
        await mosquitto.RiseAsync();
        var risen = Stopwatch.GetTimestamp();
        using var patience = new CancellationTokenSource(Patience);
        while (mosquitto.OpenFiles < sessions)
            await Task.Delay(LookEvery, TimeProvider.System, patience.Token);
        return Stopwatch.GetElapsedTime(risen);
    }

    private static int[] ConnectsBySecond(Mosquitto mosquitto)
    {
        var counts = mosquitto.Connects().CountBy(second => second).ToDictionary();
        var first = counts.Keys.Min();
        return [.. Enumerable.Range(0, (int)(counts.Keys.Max() - first) + 1).Select(second => counts.GetValueOrDefault(first + second))];
    }
}
