using System.Diagnostics;
using System.Globalization;
using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver;
using YotoSmartStream.StoryDriver.Products;

// ./run story [--distributed] [--swap-left-right] [--choices N] [--speed N]
var isDistributed = args.Contains("--distributed");
var swapped = args.Contains("--swap-left-right");
var choicesForLatency = Option("--choices", swapped ? 0 : 200);
var speed = Option("--speed", 8);

var began = Stopwatch.GetTimestamp();
Say($"starting the {(isDistributed ? "distributed" : "standalone")} product and a simulated Yoto cloud at {speed} times speed ...");
var simulator = await YotoSimulator.StartAsync(speed, players: 2);
await using Product product = isDistributed ? await DistributedProduct.CreateAsync(simulator) : new StandaloneProduct(simulator);
await product.StartAsync(CancellationToken.None);
Say($"ready after {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; linking, uploading, publishing ...");
var household = await PreparedHousehold.PrepareAsync(product);

// Not counted: a process compiles what it runs for the first time, and an accelerated player does not wait for it.
var paths = StoryPaths.Of(ForestAdventure.Script());
foreach (var path in paths) await household.Walker().WalkAsync(path);

var walker = household.Walker(swapLeftAndRight: swapped);
var wrong = new List<string>();
var latencies = new List<double>();
var (walked, choices, commands) = (0, 0, 0);
while (walked < paths.Count || (choices < choicesForLatency && wrong.Count == 0))
{
    var path = paths[walked % paths.Count];
    var result = await walker.WalkAsync(path);
    walked++;
    choices += path.Choices.Count;
    commands += result.Commands;
    wrong.AddRange(result.Wrong);
    latencies.AddRange(result.LatenciesMilliseconds);
    if (walked <= paths.Count) Say($"{path}: {(result.Wrong.Count == 0 ? "right" : "WRONG")}");
    foreach (var sentence in result.Wrong) Say($"  {sentence}");
    if (walked % 20 == 0) Say($"{choices} choices ...");
}

if (wrong.Count > 0 && !swapped) Say(product.Tail());
latencies.Sort();
foreach (var (name, process) in product.Processes) Console.WriteLine($"memory: {name} at most {process.PeakMemoryBytes / (1024 * 1024)} MB");
if (latencies.Count > 0) Console.WriteLine($"press to command: p50 {Percentile(0.50)} ms, p99 {Percentile(0.99)} ms of {latencies.Count} choices");
Console.WriteLine($"story: {paths.Count} paths, {choices} choices, {commands} commands, {wrong.Count} wrong");
return wrong.Count == 0 ? 0 : 1;

string Percentile(double share) =>
    latencies[Math.Min(latencies.Count - 1, (int)(latencies.Count * share))].ToString("0.0", CultureInfo.InvariantCulture);

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

static void Say(string line) => Console.Error.WriteLine(line);
