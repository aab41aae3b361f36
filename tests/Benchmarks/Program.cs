using YotoSmartStream.Benchmarks.Simulator;

var areas = new Dictionary<string, Func<TextWriter, CancellationToken, Task>>(StringComparer.Ordinal)
{
    ["simulator"] = SimulatorBenchmarks.RunAsync,
};

var wanted = args.Length > 0 ? args : [.. areas.Keys];
if (wanted.FirstOrDefault(name => !areas.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no area '{unknown}'; there are {string.Join(", ", areas.Keys)}.");
    return 2;
}

foreach (var name in wanted) await areas[name](Console.Out, CancellationToken.None);
return 0;
