using System.Globalization;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>
/// What a gigabyte of ranges costs the server in processor time, its own and the kernel's: the product beside bare Kestrel, and a queue
/// beside a plain file. The contenders take turns, so that what else the machine does meets all of them.
/// </summary>
internal static class StreamingCost
{
    private const int Rounds = 7;
    private const int WarmingRounds = 2;
    private const long BytesPerTurn = 512L << 20;

    private static readonly Load[] Loads = [new(RangeBytes: 1 << 20, Connections: 4), new(RangeBytes: 256 << 10, Connections: 64), new(RangeBytes: 64 << 10, Connections: 4)];

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await SampleObjects.WriteAsync(folder.Path);
        await using var bare = await ServerProcess.StartAsync("bare", folder.Path);
        await using var audio = await ServerProcess.StartAsync("audio", folder.Path);

        foreach (var load in Loads)
        {
            var contenders = new[]
            {
                new Contender("Kestrel Results.File", bare, bare.Addresses.Plain),
                new Contender("audio file", audio, audio.Addresses.Plain),
                new Contender("queue of 16 files", audio, audio.Addresses.Queue!),
            };
            for (var round = 0; round < WarmingRounds + Rounds; round++)
            foreach (var contender in contenders)
            {
                var seconds = await FetchAsync(contender, load);
                if (round >= WarmingRounds) contender.SecondsPerGigabyte.Add(seconds);
            }

            Report(load, contenders);
        }

        return 0;
    }

    /// <returns>Processor seconds of the server for each gigabyte.</returns>
    private static async Task<double> FetchAsync(Contender contender, Load load)
    {
        var url = new Uri(contender.Address);
        var connections = await Task.WhenAll(Enumerable.Range(0, load.Connections).Select(_ => RangeConnection.OpenAsync(url)));
        var before = contender.Server.ProcessorTime;
        var asked = 0L;
        await Task.WhenAll(connections.Select(async connection =>
        {
            using (connection)
            {
                while (Interlocked.Add(ref asked, load.RangeBytes) is var end and <= BytesPerTurn)
                    await connection.FetchAsync(end * 7 % (SampleObjects.PlainBytes - load.RangeBytes), load.RangeBytes);
            }
        }));
        return (contender.Server.ProcessorTime - before).TotalSeconds / (BytesPerTurn / 1e9);
    }

    private static void Report(Load load, Contender[] contenders)
    {
        foreach (var contender in contenders)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{load}  {contender.Name,-22} {contender.Median:0.000} CPU s/GB  (from {contender.SecondsPerGigabyte.Min():0.000} to {contender.SecondsPerGigabyte.Max():0.000})"));
        }

        var (anchor, plain, queue) = (contenders[0].Median, contenders[1].Median, contenders[2].Median);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load}  audio file / Results.File = {plain / anchor:0.00}   queue / audio file = {queue / plain:0.00}"));
    }

    private sealed record Load(int RangeBytes, int Connections)
    {
        public override string ToString() => $"{RangeBytes >> 10,5} KiB ranges on {Connections,2} connections";
    }

    private sealed record Contender(string Name, ServerProcess Server, string Address)
    {
        public List<double> SecondsPerGigabyte { get; } = [];

        public double Median => SecondsPerGigabyte.Order().ElementAt(SecondsPerGigabyte.Count / 2);
    }
}
