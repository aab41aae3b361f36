using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>Turns names into slots, once per story. A target that does not exist is said, and leads nowhere (L2, S8).</summary>
internal sealed class StoryCompiler
{
    private readonly StoryScript _script;
    private readonly DiagnosticList _diagnostics;
    private readonly Dictionary<string, int> _chapters;
    private readonly Dictionary<string, int> _endings;
    private readonly List<Ending> _compiledEndings;
    private readonly HashSet<string> _checkpoints;
    private readonly List<string> _options = [];

    private StoryCompiler(StoryScript script, DiagnosticList diagnostics)
    {
        (_script, _diagnostics) = (script, diagnostics);
        _chapters = script.Chapters.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        _endings = script.Endings.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        _checkpoints = script.Chapters.Select(chapter => chapter.Checkpoint).OfType<string>().ToHashSet(StringComparer.Ordinal);
        _compiledEndings = script.Endings.Select(Compile).ToList();
    }

    public static StoryGraph Compile(StoryScript script, DiagnosticList diagnostics) => new StoryCompiler(script, diagnostics).Compile();

    private StoryGraph Compile()
    {
        var start = SlotOf(_script.Start);
        var chapters = _script.Chapters.Index().Select(entry => Compile(entry.Index, entry.Item)).ToArray();
        return new StoryGraph(_script.CardId, _script.Title, _script.Seed, start, chapters, _compiledEndings, _options);
    }

    private Chapter Compile(int slot, ChapterScript chapter)
    {
        var choices = new Option[Enum.GetValues<StoryInput>().Length][];
        foreach (var input in Enum.GetValues<StoryInput>())
            choices[(int)input] = chapter.Choices.TryGetValue(input, out var choice) ? choice.Options.Select(Compile).ToArray() : [];
        return new Chapter(slot, chapter.Id, chapter.Title, chapter.Audio, chapter.Checkpoint, Fill(chapter.Wait), choices);
    }

    private Option Compile(OptionScript option)
    {
        _options.Add(option.Pointer);
        return new Option(_options.Count - 1, option.Pointer, Compile(option.Next!), option.Once, option.FromMilliseconds, option.Blocked);
    }

    private Next Compile(NextScript next) => next switch
    {
        NextScript.Chapter target => SlotOf(new Reference(target.Id, target.Pointer)) is >= 0 and var slot ? new Next.Enter(slot) : Next.Dangling.Instance,
        NextScript.Ending target => new Next.End(EndingSlot(target)),
        NextScript.Act act => new Next.Act(act.Action, KnownCheckpoint(act)),
        _ => throw new InvalidOperationException($"The form {next.GetType().Name} was read but cannot be compiled."),
    };

    private Ending Compile(EndingScript ending)
    {
        if (ending.Collect is { } collect && !_script.Collectibles.Contains(collect.Id))
            Dangles(collect.Pointer, "collectible", collect.Id);
        return new Ending(ending.Id, ending.Collect?.Id, ending.ReplayFrom is { } replayFrom ? SlotOf(replayFrom) : -1);
    }

    /// <summary>An ending that nobody declared still ends the story under its name: that is what its author wants to hear.</summary>
    private int EndingSlot(NextScript.Ending target)
    {
        if (_endings.TryGetValue(target.Id, out var declared))
        {
            if (declared >= _script.Endings.Count)
                Dangles(target.Pointer, "ending", target.Id);
            return declared;
        }

        Dangles(target.Pointer, "ending", target.Id);
        _endings[target.Id] = _compiledEndings.Count;
        _compiledEndings.Add(new Ending(target.Id, Collect: null, ReplayFrom: -1));
        return _compiledEndings.Count - 1;
    }

    private string? KnownCheckpoint(NextScript.Act act)
    {
        if (act.Checkpoint is { } name && act.Action == StoryAction.Checkpoint && !_checkpoints.Contains(name))
            Dangles(act.Pointer, "checkpoint", name);
        return act.Checkpoint;
    }

    private int SlotOf(Reference reference)
    {
        if (_chapters.TryGetValue(reference.Id, out var slot))
            return slot;
        Dangles(reference.Pointer, "chapter", reference.Id);
        return -1;
    }

    private WaitPolicy Fill(WaitScript wait)   // W2: field by field.
    {
        var (own, shared, missing) = (wait, _script.Defaults, WaitPolicy.Default);
        var nudge = own.Nudge ?? shared.Nudge;
        return new WaitPolicy(
            own.TimeoutSeconds ?? shared.TimeoutSeconds ?? missing.TimeoutSeconds,
            string.IsNullOrEmpty(nudge) ? null : nudge,
            own.MaxNudges ?? shared.MaxNudges ?? missing.MaxNudges,
            own.IdleStopSeconds ?? shared.IdleStopSeconds ?? missing.IdleStopSeconds);
    }

    private void Dangles(string pointer, string what, string id) =>
        _diagnostics.Warning(DiagnosticCodes.Dangling, pointer, $"There is no {what} '{id}'.");
}
