using System.Diagnostics;
using System.Globalization;
using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver.Products;

namespace YotoSmartStream.StoryDriver;

/// <summary>One <c>./run story</c>: starts the product, walks every path of the Forest Adventure, then goes on for the latency.</summary>
internal sealed class StoryRun
{
    private readonly List<string> _wrong = [];
    private readonly List<double> _latencies = [];
    private int _walked, _choices, _commands;

    /// <returns>The exit code: 0 when nothing was wrong.</returns>
    public static async Task<int> RunAsync(StoryOptions options)
    {
        var began = Stopwatch.GetTimestamp();
        Say($"starting the {(options.IsDistributed ? "distributed" : "standalone")} product and a simulated Yoto cloud at {options.Speed} times speed ...");
        var simulator = await YotoSimulator.StartAsync(options.Speed, players: 2);
        await using Product product = options.IsDistributed
            ? await DistributedProduct.CreateAsync(simulator)
            : new StandaloneProduct(simulator, options.StandaloneProgram);
        await product.StartAsync(CancellationToken.None);
        Say($"ready after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; linking, uploading, publishing ...");

        var run = new StoryRun();
        await run.WalkAsync(await PreparedHousehold.PrepareAsync(product), options);
        if (run._wrong.Count > 0 && !options.SwapLeftAndRight) Say(product.Tail());
        run.PrintMemoryAndLatency(product);
        if (product is StandaloneProduct standalone && !options.SwapLeftAndRight) Console.WriteLine(await StartRatio.MeasureAsync(standalone));
        run.PrintResult();
        return run._wrong.Count == 0 ? 0 : 1;
    }

    private async Task WalkAsync(PreparedHousehold household, StoryOptions options)
    {
        var paths = StoryPaths.Of(ForestAdventure.Script());

        // Not counted: a process compiles what it runs for the first time, and an accelerated player does not wait for it.
        foreach (var path in paths) await household.Walker().WalkAsync(path);

        var walker = household.Walker(swapLeftAndRight: options.SwapLeftAndRight);
        while (_walked < paths.Count || (_choices < options.Choices && _wrong.Count == 0))
        {
            var path = paths[_walked % paths.Count];
            var result = await walker.WalkAsync(path);
            Count(path, result);
            if (_walked <= paths.Count) Say($"{path}: {(result.Wrong.Count == 0 ? "right" : "WRONG")}");
            foreach (var sentence in result.Wrong) Say($"  {sentence}");
            if (_walked % 20 == 0) Say($"{_choices} choices ...");
        }
    }

    private void Count(StoryPath path, WalkResult result)
    {
        _walked++;
        _choices += path.Choices.Count;
        _commands += result.Commands;
        _wrong.AddRange(result.Wrong);
        _latencies.AddRange(result.LatenciesMilliseconds);
    }

    private void PrintMemoryAndLatency(Product product)
    {
        foreach (var (name, process) in product.Processes)
            Console.WriteLine($"memory: {name} at most {process.PeakMemoryBytes / (1024 * 1024)} MB");
        _latencies.Sort();
        if (_latencies.Count > 0)
            Console.WriteLine($"press to command: p50 {Percentile(0.50)} ms, p99 {Percentile(0.99)} ms of {_latencies.Count} choices");
    }

    private void PrintResult() =>
        Console.WriteLine($"story: {StoryPaths.Of(ForestAdventure.Script()).Count} paths, {_choices} choices, {_commands} commands, {_wrong.Count} wrong");

    private string Percentile(double share) =>
        _latencies[Math.Min(_latencies.Count - 1, (int)(_latencies.Count * share))].ToString("0.0", CultureInfo.InvariantCulture);

    private static void Say(string line) => Console.Error.WriteLine(line);
}
