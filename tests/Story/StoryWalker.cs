using System.Text.Json;
using YotoSmartStream.StoryDriver.Products;
using YotoSmartStream.Testing;

namespace YotoSmartStream.StoryDriver;

/// <summary>What a walk along one path showed.</summary>
/// <param name="Wrong">A sentence for everything that was not as it must be.</param>
/// <param name="Commands">Commands that reached the player.</param>
/// <param name="LatenciesMilliseconds">From the player publishing a choice to it receiving the command that answers, one per choice.</param>
public sealed record WalkResult(IReadOnlyList<string> Wrong, int Commands, IReadOnlyList<double> LatenciesMilliseconds);

/// <summary>
/// A child at a virtual player: inserts the card, listens to each question, turns the right knob outside the tail, hears the ending,
/// and keeps account of what the player fetched and which commands it got.
/// </summary>
public sealed class StoryWalker(YotoSimulator simulator, string playerId, string yotoCardId, CardOnYoto card)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Player seconds of a question that are heard before the knob is turned: well before the tail.</summary>
    private const double HeardBeforeTurning = 3;

    /// <summary>Plants a defect: the child turns the wrong way, so every asserted chapter is wrong.</summary>
    public bool SwapLeftAndRight { get; init; }

    /// <summary>The product is killed while the player fetches: what is fetched must be right, but not whole.</summary>
    public bool AudioMayBreakOff { get; init; }

    /// <summary>Called right before the knob is turned for a choice.</summary>
    public Func<Choice, Task>? BeforeTurn { get; init; }

    /// <summary>Called right after the knob was turned for a choice, whose answer is still to come.</summary>
    public Func<Choice, Task>? AfterTurn { get; init; }

    /// <summary>Called after the given number of choices of a path, for tests that break something in the middle.</summary>
    public Func<int, Task>? AfterChoice { get; init; }

    public async Task<WalkResult> WalkAsync(StoryPath path)
    {
        var mark = await simulator.MarkAsync(playerId);
        var fetchesBefore = (await simulator.FetchesAsync(playerId)).Count;
        var wrong = new List<string>();
        try
        {
            await simulator.InsertAsync(playerId, yotoCardId);
            await HearAsync(card.Of(path.Start), path);
            for (var made = 0; made < path.Choices.Count; made++)
            {
                await ChooseAsync(path.Choices[made], path);
                if (AfterChoice is not null) await AfterChoice(made + 1);
            }

            await HearTheEndAsync(path);
        }
        catch (DeadlinePassedException exception)
        {
            wrong.Add(exception.Message);
        }

        await simulator.RemoveAndForgetAsync(playerId);
        var trace = await simulator.TraceAsync(playerId, mark);
        var fetches = (await simulator.FetchesAsync(playerId)).Skip(fetchesBefore).ToList();
        wrong.AddRange(CompareFetches(path, WithoutRepeatedAttempts(fetches)));
        wrong.AddRange(CompareCommands(path, trace));
        return new WalkResult(wrong, Commands(trace).Count, Latencies(trace));
    }

    private async Task ChooseAsync(Choice choice, StoryPath path)
    {
        await WaitAsync(now => now.ChapterKey == card.Of(choice.Chapter).Key && now.PositionSeconds >= HeardBeforeTurning, $"{path}: chapter {choice.Chapter} is not heard");
        if (BeforeTurn is not null) await BeforeTurn(choice);
        var isRight = choice.Side == "right" != SwapLeftAndRight;
        await simulator.TurnRightKnobAsync(playerId, isRight ? +1 : -1);
        if (AfterTurn is not null) await AfterTurn(choice);
        await HearAsync(card.Of(choice.Target), path);
    }

    private Task HearAsync(Slot slot, StoryPath path) =>
        WaitAsync(now => now.ChapterKey == slot.Key && now.Status == "playing", $"{path}: chapter {slot.StoryChapter} does not begin");

    private Task HearTheEndAsync(StoryPath path) => WaitAsync(now => now.Status == "stopped", $"{path}: the player does not stop at the end");

    private Task WaitAsync(Func<PlayerNow, bool> condition, string failure)
    {
        PlayerNow? now = null;
        return Eventually.HoldsAsync(
            async () => condition(now = await simulator.PlayerAsync(playerId)), Deadline, () => $"{failure}; the player is at {now?.ChapterKey} ({now?.Status}, {now?.PositionSeconds:0.0} s)");
    }

    /// <summary>Insertion lands on the first chapter's left bridge; each choice passes the bridge of its side; the end passes the silence after it.</summary>
    private List<Slot> Expected(StoryPath path)
    {
        List<Slot> expected = [card.LeftOf(path.Start), card.Of(path.Start)];
        foreach (var choice in path.Choices)
        {
            expected.Add(choice.Side == "left" ? card.LeftOf(choice.Chapter) : card.RightOf(choice.Chapter));
            expected.Add(card.Of(choice.Target));
        }

        expected.Add(card.RightOf(path.Choices.Count == 0 ? path.Start : path.Choices[^1].Target));
        return expected;
    }

    private IEnumerable<string> CompareFetches(StoryPath path, List<Fetch> fetches)
    {
        var expected = Expected(path);
        if (!expected.Select(slot => slot.Key).SequenceEqual(fetches.Select(fetch => fetch.ChapterKey)))
            yield return $"{path}: fetched {string.Join(' ', fetches.Select(fetch => fetch.ChapterKey))} instead of {string.Join(' ', expected.Select(slot => slot.Key))}";
        foreach (var (slot, fetch) in expected.Zip(fetches))
        {
            var isCutByTheStop = slot == expected[^1];   // The command that answers the end also ends the transfer of the silence after it.
            if ((AudioMayBreakOff || isCutByTheStop) && !fetch.Complete) continue;
            if (slot.Key == fetch.ChapterKey && (!fetch.Complete || !string.Equals(slot.Sha256, fetch.Sha256, StringComparison.OrdinalIgnoreCase)))
                yield return $"{path}: chapter {fetch.ChapterKey} arrived incomplete or altered ({fetch.Bytes} bytes)";
        }
    }

    /// <summary>A transfer that broke off, because the product was killed, is asked for again; the second one counts.</summary>
    private static List<Fetch> WithoutRepeatedAttempts(List<Fetch> fetches) =>
        [.. fetches.Where((fetch, at) => fetch.Complete || at + 1 == fetches.Count || fetches[at + 1].ChapterKey != fetch.ChapterKey)];

    /// <summary>
    /// One step, one command (failures I2): a start for each choice and a stop at the end. The start for the insertion is sent only
    /// if the first bridge has not ended meanwhile: then the player has gone on to the first chapter by itself.
    /// </summary>
    private IEnumerable<string> CompareCommands(StoryPath path, List<TraceLine> trace)
    {
        string[] expected = [.. Enumerable.Repeat("card/start", path.Choices.Count), "card/stop"];
        var actual = Commands(trace).Select(command => command.Name).ToArray();
        if (!expected.SequenceEqual(actual) && !expected.Prepend("card/start").SequenceEqual(actual))
            yield return $"{path}: got the commands {string.Join(' ', actual)} instead of card/start {string.Join(' ', expected)}";
    }

    private static List<TraceLine> Commands(List<TraceLine> trace) =>
        [.. trace.Where(line => line.Kind == "command" && line.Name.StartsWith("card/", StringComparison.Ordinal))];

    /// <summary>From the first event that shows the choice to the next <c>card/start</c>.</summary>
    private static List<double> Latencies(List<TraceLine> trace)
    {
        var latencies = new List<double>();
        TraceLine? turned = null, published = null;
        foreach (var line in trace)
        {
            if (line is { Kind: "act", Name: "turn-right" }) (turned, published) = (line, null);
            else if (turned is not null && line is { Kind: "event", Name: "data/events" } && Carries(line, "chapterKey")) published ??= line;
            else if (turned is not null && published is not null && line is { Kind: "command", Name: "card/start" })
            {
                latencies.Add((line.AtMicroseconds - published.AtMicroseconds) / 1000.0);
                turned = null;
            }
        }

        return latencies;
    }

    private static bool Carries(TraceLine line, string field) => line.Fields is { ValueKind: JsonValueKind.Object } fields && fields.TryGetProperty(field, out _);
}
