using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Simulator;

/// <summary>How much the simulator holds, and how fast its broker is beside Mosquitto.</summary>
internal static class SimulatorBenchmarks
{
    private const int Rounds = 5;
    private static readonly string SimulatorProgram = Path.Combine(AppContext.BaseDirectory, "YotoSmartStream.Simulator");

    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await CompareHopsAsync(output, cancellationToken);
        await CountCrowdAsync(output, cancellationToken);
        return 0;
    }

    private static async Task CompareHopsAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var mosquitto = await RealServers.MosquittoAsync();
        List<HopRun.Result> ours = [], anchor = [];
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await HopRun.ThroughOursAsync(cancellationToken));
            anchor.Add(await HopRun.ThroughAsync(mosquitto.Address, cancellationToken));
        }

        await output.WriteLineAsync("one MQTT hop, quality 1, 300 bytes, our client on both sides; medians of the rounds");
        await output.WriteLineAsync($"  our broker (same process)      {Describe(ours)}");
        await output.WriteLineAsync($"  Mosquitto (its own process)    {Describe(anchor)}");
    }

    private static async Task CountCrowdAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var crowd = await new CrowdRun(SimulatorProgram).RunAsync(cancellationToken);
        await output.WriteLineAsync(
            $"""
             10,000 event-only players in one simulator process, resident memory
               without them                   {crowd.EmptyBytes / 1e6:0} MB
               each, when nobody listens      {crowd.IdleBytesPerPlayer / 1e3:0.0} KB
               each, while 1,000 connections listen to all of them for a minute   {crowd.ListenedToBytesPerPlayer / 1e3:0.0} KB
               meanwhile                      {crowd.TurnsPerSecond:0} turns/s, {crowd.MessagesPerSecond:0} messages/s, {crowd.CpuShareOfOneCore:P0} of a core
             """);
    }

    private static string Describe(IReadOnlyCollection<HopRun.Result> rounds) =>
        $"p50 {Median(rounds, round => round.MedianMicroseconds):0} µs, p99 {Median(rounds, round => round.Percentile99Microseconds):0} µs, "
        + $"{Median(rounds, round => round.MessagesPerSecond):0} messages/s";

    private static double Median(IReadOnlyCollection<HopRun.Result> rounds, Func<HopRun.Result, double> value) =>
        rounds.Select(value).Order().ElementAt(rounds.Count / 2);
}
