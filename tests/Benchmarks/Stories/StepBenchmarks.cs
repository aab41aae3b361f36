using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Benchmarks.Stories;

/// <summary>One step under BenchmarkDotNet's eyes, in this process: what it takes and what it allocates.</summary>
[MemoryDiagnoser]
public class StepBenchmarks
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0);

    private StoryState _state = null!;
    private uint _random = 1;

    public static int Run()
    {
        BenchmarkRunner.Run<StepBenchmarks>(DefaultConfig.Instance
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "stories-benchmark-dotnet"))
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));
        return 0;
    }

    [GlobalSetup]
    public void Begin()
    {
        _state = new StoryState(TaleOfTwoEngines.Graph);
        StoryEngine.Step(_state, new StoryEvent(StoryInput.Insert, Noon));
    }

    [Benchmark]
    public StoryOutput Step()
    {
        _random = (_random * 1664525u) + 1013904223u;
        return StoryEngine.Step(_state, new StoryEvent(_random >> 31 == 0 ? StoryInput.Left : StoryInput.Right, Noon));
    }

    /// <summary>The same without a story: an event and a coin.</summary>
    [Benchmark(Baseline = true)]
    public StoryEvent Event()
    {
        _random = (_random * 1664525u) + 1013904223u;
        return new StoryEvent(_random >> 31 == 0 ? StoryInput.Left : StoryInput.Right, Noon);
    }
}
