using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>A story as its author wrote it: names are still names, and every part knows where it stands.</summary>
public sealed record StoryScript(
    string CardId,
    string? Title,
    Reference Start,
    SeedMode Seed,
    WaitScript Defaults,
    IReadOnlyList<string> Collectibles,
    IReadOnlyList<EndingScript> Endings,
    IReadOnlyList<ChapterScript> Chapters);

/// <summary>A name and the place where it is used.</summary>
public sealed record Reference(string Id, string Pointer);

public sealed record ChapterScript(
    string Id,
    string Pointer,
    string? Title,
    string? Audio,
    string? Checkpoint,
    WaitScript Wait,
    IReadOnlyDictionary<StoryInput, ChoiceScript> Choices);

/// <summary>A choice: its options in order, of which the first open one answers (C1).</summary>
public sealed record ChoiceScript(StoryInput Input, IReadOnlyList<OptionScript> Options);

public sealed record OptionScript(string Pointer, string? Label, NextScript? Next, bool Once, int FromMilliseconds, WhenBlocked? Blocked);

public sealed record EndingScript(string Id, string Pointer, Reference? Collect, Reference? ReplayFrom);

/// <summary>The fields that were written; the rest comes from the defaults (W2).</summary>
public sealed record WaitScript(int? TimeoutSeconds, string? Nudge, int? MaxNudges, int? IdleStopSeconds)
{
    public static WaitScript Empty { get; } = new(null, null, null, null);
}

/// <summary>Where a choice leads; one form each (L4).</summary>
public abstract record NextScript(string Pointer)
{
    public sealed record Chapter(string Id, string Pointer) : NextScript(Pointer);

    public sealed record Ending(string Id, string Pointer) : NextScript(Pointer);

    public sealed record Act(StoryAction Action, string? Checkpoint, string Pointer) : NextScript(Pointer);
}
