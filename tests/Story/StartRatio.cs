using System.Diagnostics;
using System.Globalization;
using YotoSmartStream.StoryDriver.Products;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver;

/// <summary>How long the product takes to be ready on the data that it has, against an empty host, in turns on the same machine.</summary>
internal static class StartRatio
{
    private const int Turns = 5;

    public static async Task<string> MeasureAsync(StandaloneProduct product)
    {
        var (empty, ours) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            empty.Add(await StartEmptyHostAsync());
            await product.KillAsync();
            ours.Add(await MillisecondsAsync(() => product.StartAsync(CancellationToken.None)));
        }

        var (anchor, start) = (Median(empty), Median(ours));
        return string.Create(
            CultureInfo.InvariantCulture, $"start: ready after {start:0} ms, an empty host after {anchor:0} ms: {start / anchor:0.0} times (medians of {Turns})");
    }

    private static async Task<double> StartEmptyHostAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        RunningProcess? host = null;
        try
        {
            return await MillisecondsAsync(async () =>
            {
                host = ProcessRunner.Start(Environment.ProcessPath!, ["--empty-host", address.GetLeftPart(UriPartial.Authority)], new Dictionary<string, string?>());
                await Product.BecomesReadyAsync(address, () => { }, () => host.Output, CancellationToken.None);
            });
        }
        finally
        {
            if (host is not null) await host.DisposeAsync();
        }
    }

    private static async Task<double> MillisecondsAsync(Func<Task> start)
    {
        var began = Stopwatch.GetTimestamp();
        await start();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
