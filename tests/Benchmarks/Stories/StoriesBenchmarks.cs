using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Native;

namespace YotoSmartStream.Benchmarks.Stories;

/// <summary>How fast stories are told, read, looked through and laid out, each beside an anchor in the same run. Figures per CPU second.</summary>
internal static class StoriesBenchmarks
{
    private const int Steps = 20_000_000;
    private const int TimedSteps = 1_000_000;
    private const int InkSteps = 300_000;
    private const int Rounds = 5;
    private const int LiveSessions = 1_000_000;

    private static readonly StoryEvent Circumstances = new(StoryInput.Insert, new DateTime(2026, 1, 1, 12, 0, 0));

    public static async Task<int> RunAsync(TextWriter output)
    {
        await TellAsync(output);
        await ReadColdAsync(output);
        await LookThroughAsync(output);
        await LayOutAsync(output);
        await HoldSessionsAsync(output);
        return 0;
    }

    private static async Task TellAsync(TextWriter output)
    {
        var rounds = Enumerable.Range(0, Rounds).Select(_ => TaleOfTwoEngines.Tell(Steps)).OrderBy(told => told.StepsPerCpuSecond).ToList();
        var (median, percentile99, longest) = TaleOfTwoEngines.Time(TimedSteps);
        var (ink, reason) = TaleOfTwoEngines.TellInInk(InkSteps, chapters: 200);
        var same = TaleOfTwoEngines.Tell(InkSteps);
        await output.WriteLineAsync(
            $"""
             steps of one tale (four chapters, a guard, effects, three variables), one thread; median, slowest, fastest of {Rounds} rounds of {Steps:N0}
               ours     {rounds[Rounds / 2].StepsPerCpuSecond / 1e6:0.0} M, {rounds[0].StepsPerCpuSecond / 1e6:0.0} M, {rounds[^1].StepsPerCpuSecond / 1e6:0.0} M steps per CPU second; {rounds.Max(told => told.BytesPerStep):0.0000} bytes allocated per step
               ours     one step by the wall: p50 {median:0.00} µs, p99 {percentile99:0.00} µs, longest {longest:0} µs (the clock included)
               {InkLine(ink, reason, same)}
             """);
        if (ink is not null && ((int)ink["opened"]! != same.Opened || (int)ink["coins"]! != same.Coins))
            throw new InvalidOperationException($"They told different tales: inkjs {ink.ToJsonString()}, ours {same}.");
    }

    private static string InkLine(JsonObject? ink, string? reason, TaleOfTwoEngines.Told same) => ink is null
        ? $"inkjs    not measured: {reason}"
        : $"inkjs    {(double)ink["stepsPerCpuSecond"]! / 1e6:0.000} M steps per CPU second; both opened the vault {same.Opened} times in {InkSteps:N0} steps; it compiles 200 chapters in {(double)ink["compileMilliseconds"]!:0} ms of CPU";

    private static async Task ReadColdAsync(TextWriter output)
    {
        var scratch = Directory.CreateTempSubdirectory("stories-bench-");
        try
        {
            await output.WriteLineAsync("200 chapters parsed, validated and compiled in a fresh process; medians of processes");
            await WriteAsync("as shipped (ahead of time)", ColdStart.AsShipped(scratch.FullName));
            await WriteAsync("as built (just in time)", AppContext.BaseDirectory);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        async Task WriteAsync(string how, string folder)
        {
            var (anchor, cold, cpu, again) = ColdStart.Run(folder, chapters: 200);
            await output.WriteLineAsync($"  {how,-27} {cold:0.0} ms ({cpu:0.0} ms of CPU), the same again {again:0.0} ms; anchor: JsonDocument.Parse alone, first, {anchor:0.0} ms");
        }
    }

    private static Task LookThroughAsync(TextWriter output)
    {
        var document = LongStory.Of(1_000);
        var graph = StoryDraft.Read(document).Graph!;
        return CompareAsync(output, "full analysis of 1,000 chapters", () => StoryAnalysis.Of(graph, null), "JsonDocument.Parse of the same story", () => JsonDocument.Parse(document).Dispose());
    }

    private static Task LayOutAsync(TextWriter output)
    {
        var document = LongStory.WithStates(StoryLimits.NativeStates);
        var graph = StoryDraft.Read(document).Graph!;
        var states = NativeExpansion.Expand(graph, Circumstances, StoryLimits.NativeNodes, StoryLimits.NativeStates).ProductStates;
        return CompareAsync(
            output,
            $"native expansion to {states:N0} states, minimised",
            () => NativeExpansion.Expand(graph, Circumstances, StoryLimits.NativeNodes, StoryLimits.NativeStates),
            $"{3 * states:N0} bare steps",
            () => StepMany(graph, 3 * states));
    }

    private static void StepMany(StoryGraph graph, int steps)
    {
        var state = new StoryState(graph);
        StoryEngine.Step(state, Circumstances);
        for (var step = 0; step < steps; step++)
            StoryEngine.Step(state, Circumstances with { Input = step % 3 == 0 ? StoryInput.Left : StoryInput.Right });
    }

    private static async Task HoldSessionsAsync(TextWriter output)
    {
        var begun = new StoryState(TaleOfTwoEngines.Graph);
        StoryEngine.Step(begun, Circumstances);
        var sessions = new StoryState[LiveSessions];
        var ours = Grown(() =>
        {
            for (var index = 0; index < sessions.Length; index++)
                sessions[index] = begun.Copy();
        });
        GC.KeepAlive(sessions);
        var objects = new object[LiveSessions];
        var anchor = Grown(() =>
        {
            for (var index = 0; index < objects.Length; index++)
                objects[index] = new byte[64];
        });
        GC.KeepAlive(objects);
        await output.WriteLineAsync(
            $"{LiveSessions:N0} live sessions: {ours / 1e6:0} MB of heap ({ours / (double)LiveSessions:0} bytes each); anchor: as many arrays of 64 bytes, {anchor / 1e6:0} MB");
    }

    private static long Grown(Action action)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        action();
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static Task CompareAsync(TextWriter output, string what, Action ours, string anchorIs, Action anchor)
    {
        var (first, firstCpu) = Measure(ours);
        List<double> again = [], beside = [];
        for (var round = 0; round < Rounds; round++)
        {
            again.Add(Measure(ours).Cpu);
            beside.Add(Measure(anchor).Cpu);
        }

        again.Sort();
        beside.Sort();
        return output.WriteLineAsync(
            $"{what}: first time {first:0} ms ({firstCpu:0} ms of CPU), then {again[Rounds / 2]:0.0} ms of CPU; anchor: {anchorIs}, {beside[Rounds / 2]:0.0} ms of CPU");
    }

    private static (double Wall, double Cpu) Measure(Action action)
    {
        var (cpu, started) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        action();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }
}
