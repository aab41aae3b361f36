using YotoSmartStream.Benchmarks.Audio;

// A measurement runs its servers as processes of their own, so that their processor time is theirs alone: `serve …` is such a process.
return args switch
{
    ["serve", "bare", var folder] => await BareServer.RunAsync(folder),
    ["serve", "audio", var folder] => await AudioServer.RunAsync(folder),
    ["streaming"] => await StreamingCost.RunAsync(),
    ["listeners"] => await PacedListeners.RunAsync(count: 2_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("./run bench streaming | listeners");
    return 2;
}
