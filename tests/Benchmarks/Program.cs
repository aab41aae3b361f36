using System.Globalization;
using YotoSmartStream.Benchmarks.Audio;
using YotoSmartStream.Benchmarks.Bridge;
using YotoSmartStream.Benchmarks.Intake;
using YotoSmartStream.Benchmarks.Simulator;
using YotoSmartStream.Benchmarks.Stories;

// A measurement runs its servers as processes of their own, so that their processor time is theirs alone: `serve …` is such a process.
return args switch
{
    ["serve", "bare", var folder] => await BareServer.RunAsync(folder),
    ["serve", "audio", var folder] => await AudioServer.RunAsync(folder),
    ["serve", "modules", var names, var settings] => await BenchedModules.ServeAsync(names, settings),
    ["serve", "cold", var chapters] => ColdStart.Answer(int.Parse(chapters, CultureInfo.InvariantCulture)),
    ["serve", "intake", var folder] => await IntakeServer.RunAsync(folder),
    ["intake"] => await IntakeBenchmarks.RunAsync(),
    ["press"] => await PressToCommand.RunAsync(),
    ["observations"] => await ObservationRate.RunAsync(),
    ["sessions"] => await IdleSessions.RunAsync(sessions: 10_000),
    ["simulator"] => await SimulatorBenchmarks.RunAsync(Console.Out, CancellationToken.None),
    ["stories"] => await StoriesBenchmarks.RunAsync(Console.Out),
    ["story-steps"] => StepBenchmarks.Run(),
    ["streaming"] => await StreamingCost.RunAsync(),
    ["listeners"] => await PacedListeners.RunAsync(count: 2_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("./run bench intake | press | observations | sessions | simulator | stories | story-steps | streaming | listeners");
    return 2;
}
