namespace YotoSmartStream.Stories.Engine;

/// <summary>A compiled story: names have become slots, defaults are filled in, nothing changes any more.</summary>
public sealed class StoryGraph
{
    private readonly Dictionary<string, int> _slotByChapter;

    internal StoryGraph(
        string cardId, string? title, SeedMode seed, int start, IReadOnlyList<Chapter> chapters, IReadOnlyList<Ending> endings, IReadOnlyList<string> options)
    {
        (CardId, Title, Seed, Start, Chapters, Endings, Options) = (cardId, title, seed, start, chapters, endings, options);
        _slotByChapter = chapters.ToDictionary(chapter => chapter.Id, chapter => chapter.Slot, StringComparer.Ordinal);
    }

    public string CardId { get; }

    public string? Title { get; }

    public SeedMode Seed { get; }

    /// <summary>Slot of the first chapter, -1 if it does not exist.</summary>
    public int Start { get; }

    /// <summary>In the document's order; a chapter's slot is its place here.</summary>
    public IReadOnlyList<Chapter> Chapters { get; }

    public IReadOnlyList<Ending> Endings { get; }

    /// <summary>The pointer of every option; an option's slot is its place here.</summary>
    public IReadOnlyList<string> Options { get; }

    public int SlotOf(string? chapterId) => chapterId is not null && _slotByChapter.TryGetValue(chapterId, out var slot) ? slot : -1;
}

public enum SeedMode
{
    Session,
    Daily,
    Fixed,
}

/// <summary>A place of the story. Without audio it is a gate, passed at once (S5).</summary>
public sealed class Chapter(int slot, string id, string? title, string? audio, string? checkpoint, WaitPolicy wait, Option[][] choices)
{
    public int Slot { get; } = slot;

    public string Id { get; } = id;

    public string? Title { get; } = title;

    public string? Audio { get; } = audio;

    /// <summary>The checkpoint that entering marks (N6).</summary>
    public string? Checkpoint { get; } = checkpoint;

    public WaitPolicy Wait { get; } = wait;

    /// <summary>It has a choice other than <c>end</c>, so that it can be waited for (S8).</summary>
    public bool IsQuestion { get; } = choices.Where((options, input) => options.Length > 0 && input != (int)StoryInput.End).Any();

    /// <summary>What a card plays for the chapter: its audio, or for a place that only waits the nudge that is heard there.</summary>
    public string? Sound => Audio ?? (CanWait && Wait.MaxNudges > 0 ? Wait.Nudge : null);

    private bool CanWait => IsQuestion || choices[(int)StoryInput.End].Any(option => option.Next is Next.Act { Action: StoryAction.Wait });

    /// <summary>The options for an input, in order; empty if the chapter does not declare it.</summary>
    public ReadOnlySpan<Option> OptionsFor(StoryInput input) => choices[(int)input];
}

/// <param name="Slot">Its number within the story.</param>
/// <param name="Pointer">Where it stands in the document (L5).</param>
/// <param name="Next">Where it leads.</param>
/// <param name="Once">It can be taken once per session.</param>
/// <param name="FromMilliseconds">Presses before this position are ignored (C2).</param>
/// <param name="Blocked">What a press does when no option is open; null if this one does not decide (C3).</param>
public sealed record Option(int Slot, string Pointer, Next Next, bool Once, int FromMilliseconds, WhenBlocked? Blocked);

public enum WhenBlocked
{
    Ignore,
    Replay,
    End,
}

/// <param name="Id">The ending's name.</param>
/// <param name="Collect">The collectible that it gives.</param>
/// <param name="ReplayFrom">Slot of the chapter where left or right start again (S10); -1 if nowhere.</param>
public sealed record Ending(string Id, string? Collect, int ReplayFrom);

/// <summary>How a question waits (W1, W2).</summary>
public sealed record WaitPolicy(int TimeoutSeconds, string? Nudge, int MaxNudges, int IdleStopSeconds)
{
    public static WaitPolicy Default { get; } = new(TimeoutSeconds: 10, Nudge: null, MaxNudges: 2, IdleStopSeconds: 300);
}

/// <summary>Where an option leads, resolved to slots.</summary>
public abstract record Next
{
    /// <summary>A target that does not exist: nowhere to go (S8).</summary>
    public sealed record Dangling : Next
    {
        public static Dangling Instance { get; } = new();
    }

    public sealed record Enter(int Chapter) : Next;

    public sealed record End(int Ending) : Next;

    public sealed record Act(StoryAction Action, string? Checkpoint) : Next;
}

/// <summary>What <c>{"do": …}</c> can ask for (N2–N5, W3).</summary>
public enum StoryAction
{
    Return,
    Replay,
    Back,
    Checkpoint,
    Restart,
    Resume,
    Stop,
    Wait,
}
