using YotoSmartStream.Benchmarks.Audio;
using YotoSmartStream.Benchmarks.Bridge;

// A measurement runs its servers as processes of their own, so that their processor time is theirs alone: `serve …` is such a process.
return args switch
{
    ["serve", "bare", var folder] => await BareServer.RunAsync(folder),
    ["serve", "audio", var folder] => await AudioServer.RunAsync(folder),
    ["press"] => await PressToCommand.RunAsync(),
    ["observations"] => await ObservationRate.RunAsync(),
    ["sessions"] => await IdleSessions.RunAsync(sessions: 10_000),
    ["streaming"] => await StreamingCost.RunAsync(),
    ["listeners"] => await PacedListeners.RunAsync(count: 2_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("./run bench press | observations | sessions | streaming | listeners");
    return 2;
}
