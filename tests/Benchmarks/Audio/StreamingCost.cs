using System.Globalization;
using System.Net.Http.Headers;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Benchmarks.Audio;

/// <summary>
/// What a gigabyte of ranges costs the server in processor time: the product beside bare Kestrel, and a queue beside a plain file.
/// The contenders take turns, so that what else the machine does meets all of them.
/// </summary>
internal static class StreamingCost
{
    private const int Rounds = 5;
    private const int Connections = 4;
    private const long BytesPerTurn = 512L << 20;

    public static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await SampleObjects.WriteAsync(folder.Path);
        await using var bare = await ServerProcess.StartAsync("bare", folder.Path);
        await using var audio = await ServerProcess.StartAsync("audio", folder.Path);

        foreach (var rangeBytes in (int[])[1 << 20, 64 << 10])
        {
            var contenders = new[]
            {
                new Contender("Kestrel Results.File", bare, bare.Addresses.Plain),
                new Contender("audio file", audio, audio.Addresses.Plain),
                new Contender("queue of 16 files", audio, audio.Addresses.Queue!),
            };
            foreach (var contender in contenders) await FetchAsync(contender, rangeBytes);      // Warm.
            for (var round = 0; round < Rounds; round++)
            foreach (var contender in contenders)
            {
                contender.SecondsPerGigabyte.Add(await FetchAsync(contender, rangeBytes));
            }

            Report(rangeBytes, contenders);
        }

        return 0;
    }

    /// <returns>Processor seconds of the server for each gigabyte.</returns>
    private static async Task<double> FetchAsync(Contender contender, int rangeBytes)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections });
        var before = contender.Server.ProcessorTime;
        var next = 0L;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var buffer = new byte[128 << 10];
            while (Interlocked.Add(ref next, rangeBytes) <= BytesPerTurn)
            {
                var first = (Interlocked.Read(ref next) * 7) % (SampleObjects.PlainBytes - rangeBytes);
                using var request = new HttpRequestMessage(HttpMethod.Get, contender.Address) { Headers = { Range = new RangeHeaderValue(first, first + rangeBytes - 1) } };
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
                var got = 0;
                while (await body.ReadAsync(buffer) is var read and > 0) got += read;
                if (got != rangeBytes) throw new InvalidOperationException($"{contender.Name} sent {got} bytes instead of {rangeBytes}.");
            }
        }));
        return (contender.Server.ProcessorTime - before).TotalSeconds / (BytesPerTurn / 1e9);
    }

    private static void Report(int rangeBytes, Contender[] contenders)
    {
        var (anchor, plain, queue) = (contenders[0].Median, contenders[1].Median, contenders[2].Median);
        foreach (var contender in contenders)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rangeBytes >> 10,6} KiB ranges  {contender.Name,-22} {contender.Median:0.000} CPU s/GB  (from {contender.SecondsPerGigabyte.Min():0.000} to {contender.SecondsPerGigabyte.Max():0.000})"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rangeBytes >> 10,6} KiB ranges  audio file / Results.File = {plain / anchor:0.00}   queue / audio file = {queue / plain:0.00}"));
    }

    private sealed record Contender(string Name, ServerProcess Server, string Address)
    {
        public List<double> SecondsPerGigabyte { get; } = [];

        public double Median => SecondsPerGigabyte.Order().ElementAt(SecondsPerGigabyte.Count / 2);
    }
}
