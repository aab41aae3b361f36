using System.Globalization;
using YotoSmartStream.Mqtt;

namespace YotoSmartStream.Benchmarks.Bridge;

/// <summary>What an idle session of one player costs: resident memory of this process before and after so many were opened at Mosquitto, a process of its own.</summary>
internal static class IdleSessions
{
    private const int ConnectsPerSecond = 500;

    public static async Task<int> RunAsync(int sessions)
    {
        await using var mosquitto = await Mosquitto.StartAsync();
        await using var witness = await ABenchedBridge.ConnectAsync(mosquitto.Address, "witness");
        await witness.SubscribeAsync([new MqttSubscription("device/+/command/events/request")], CancellationToken.None);
        await using var bridge = await ABenchedBridge.StartAsync(mosquitto.Address, null, ("Bridge:ConnectsPerSecond", $"{ConnectsPerSecond}"));
        await bridge.LinkAsync(accounts: 1);
        var before = ResidentBytes();

        await bridge.LinkAsync(sessions);
        await ABenchedBridge.AskedAsync(witness, sessions);
        var after = ResidentBytes();

        Console.WriteLine($"{sessions} idle sessions: {(after - before) / sessions / 1024.0:0.0} KB each ({before >> 20} MB before, {after >> 20} MB after)");
        return 0;
    }

    private static long ResidentBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
