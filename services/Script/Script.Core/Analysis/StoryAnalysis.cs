using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Analysis;

/// <summary>What can be said of a story without a child (§5).</summary>
/// <param name="Findings">What its author should look at.</param>
/// <param name="Walks">How many random walks were taken.</param>
/// <param name="WalksFinished">How many of them came to an end.</param>
/// <param name="Options">How many options the reachable chapters have.</param>
/// <param name="OptionsTaken">How many of them a walk took.</param>
/// <param name="Shortest">The shortest way to an end that was found.</param>
/// <param name="Typical">Half of the ways are shorter.</param>
/// <param name="Longest">The longest way to an end that was found.</param>
/// <param name="EndingsReached">Ids of endings that a walk reached.</param>
/// <param name="EndingsMissed">Ids of endings that no walk reached.</param>
public sealed record StoryAnalysis(
    IReadOnlyList<Diagnostic> Findings,
    int Walks,
    int WalksFinished,
    int Options,
    int OptionsTaken,
    WalkLength? Shortest,
    WalkLength? Typical,
    WalkLength? Longest,
    IReadOnlyList<string> EndingsReached,
    IReadOnlyList<string> EndingsMissed)
{
    private static readonly Dictionary<string, long> Unknown = [];

    /// <param name="graph">The story.</param>
    /// <param name="milliseconds">How long its audio files are, as far as is known.</param>
    public static StoryAnalysis Of(StoryGraph graph, IReadOnlyDictionary<string, long>? milliseconds = null)
    {
        var map = new StoryMap(graph);
        var walks = RandomWalks.Take(graph, milliseconds ?? Unknown);
        var reachable = graph.Chapters.Where(chapter => map.IsReachable[chapter.Slot]).ToList();
        var options = reachable.SelectMany(chapter => Enum.GetValues<StoryInput>().SelectMany(input => chapter.OptionsFor(input))).ToList();
        var finished = walks.Finished;
        return new StoryAnalysis(
            [.. StoryFindings.Of(graph, map), .. NotWalked(options, walks)],
            walks.Count,
            finished.Count,
            options.Count,
            options.Count(option => walks.TakenOptions[option.Slot]),
            finished.Count == 0 ? null : finished[0],
            finished.Count == 0 ? null : finished[finished.Count / 2],
            finished.Count == 0 ? null : finished[^1],
            [.. graph.Endings.Where(ending => walks.EndingsReached[ending.Slot]).Select(ending => ending.Id)],
            [.. graph.Endings.Where(ending => !walks.EndingsReached[ending.Slot]).Select(ending => ending.Id)]);
    }

    private static IEnumerable<Diagnostic> NotWalked(List<Option> options, RandomWalks walks) => options
        .Where(option => !walks.TakenOptions[option.Slot])
        .Take(StoryLimits.Diagnostics)
        .Select(option => new Diagnostic(DiagnosticCodes.NotWalked, option.Pointer, $"Of {walks.Count} random walks, none came this way.", Severity.Hint)
        {
            Fix = "See whether its guard can hold.",
        });
}
