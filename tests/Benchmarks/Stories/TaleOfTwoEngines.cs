using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Benchmarks.Stories;

/// <summary>One small tale with guards, effects and variables, told by our engine and by inkjs with the same choices.</summary>
internal static class TaleOfTwoEngines
{
    private const string Tale = """
        {
          "version": "2.0", "card_id": "tale", "start": "hall",
          "variables": {
            "coins": { "type": "int", "min": 0, "max": 9 },
            "lamp": { "type": "bool" },
            "opened": { "type": "int", "min": 0, "max": 2000000000 }
          },
          "chapters": {
            "hall": { "audio_file_id": "hall.mp3", "choices": {
              "left": [
                { "when": "lamp and coins >= 3", "effects": [ { "add": { "coins": -3 } } ], "next_chapter": "vault" },
                { "effects": [ { "add": { "coins": 1 } } ], "next_chapter": "cellar" } ],
              "right": { "effects": [ { "toggle": "lamp" } ], "next_chapter": "tower" } } },
            "cellar": { "audio_file_id": "cellar.mp3", "choices": { "left": { "next_chapter": "hall" }, "right": { "next_chapter": "tower" } } },
            "tower": { "audio_file_id": "tower.mp3", "choices": { "left": { "next_chapter": "hall" }, "right": { "next_chapter": "cellar" } } },
            "vault": { "audio_file_id": "vault.mp3", "on_enter": [ { "add": { "opened": 1 } } ],
              "choices": { "left": { "next_chapter": "hall" }, "right": { "next_chapter": "tower" } } }
          }
        }
        """;

    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0);

    public static StoryGraph Graph { get; } = StoryDraft.Read(Encoding.UTF8.GetBytes(Tale)).Graph!;

    /// <param name="StepsPerCpuSecond">One thread.</param>
    /// <param name="BytesPerStep">Allocated while it was told.</param>
    /// <param name="Opened">How often the vault was opened: the same for every engine, or they told different tales.</param>
    /// <param name="Coins">What was left in the end.</param>
    public sealed record Told(double StepsPerCpuSecond, double BytesPerStep, int Opened, int Coins);

    public static Told Tell(int steps)
    {
        TellFrom(new StoryState(Graph), steps / 10);   // Warm.
        var state = new StoryState(Graph);
        var (cpu, bytes) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        TellFrom(state, steps);
        var (seconds, allocated) = ((Environment.CpuUsage.TotalTime - cpu).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
        return new Told(steps / seconds, (double)allocated / steps, state.Variables[ValueOf("opened")], state.Variables[ValueOf("coins")]);
    }

    /// <summary>Each step timed on its own, so what the clock itself takes is part of it.</summary>
    /// <returns>Microseconds: half of the steps, 99 of 100, all of them.</returns>
    public static (double Median, double Percentile99, double Longest) Time(int steps)
    {
        var state = new StoryState(Graph);
        TellFrom(state, steps / 10);
        var ticks = new long[steps];
        var random = 1u;
        for (var step = 0; step < steps; step++)
        {
            random = (random * 1664525u) + 1013904223u;
            var started = Stopwatch.GetTimestamp();
            StoryEngine.Step(state, new StoryEvent(random >> 31 == 0 ? StoryInput.Left : StoryInput.Right, Noon));
            ticks[step] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(ticks);
        return (Microseconds(ticks[steps / 2]), Microseconds(ticks[steps / 100 * 99]), Microseconds(ticks[^1]));
    }

    /// <returns>What inkjs says, or null with the reason why it cannot be asked here.</returns>
    public static (JsonObject? Answer, string? Reason) TellInInk(int steps, int chapters)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Stories", "foreign");
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules")))
                Run("npm", ["--prefix", folder, "ci", "--no-audit", "--no-fund"]);
            return ((JsonObject)JsonNode.Parse(Run("node", [Path.Combine(folder, "ink.mjs"), $"{steps}", $"{chapters}"]))!, null);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return (null, exception.Message);
        }
    }

    internal static string Run(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }

    private static void TellFrom(StoryState state, int steps)
    {
        StoryEngine.Step(state, new StoryEvent(StoryInput.Insert, Noon));
        var random = 1u;
        for (var step = 0; step < steps; step++)
        {
            random = (random * 1664525u) + 1013904223u;
            StoryEngine.Step(state, new StoryEvent(random >> 31 == 0 ? StoryInput.Left : StoryInput.Right, Noon));
        }
    }

    private static int ValueOf(string variable) => Graph.Variables.Single(known => known.Name == variable).Slot;

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
