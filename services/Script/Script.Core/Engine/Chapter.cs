using System.Collections.Immutable;

namespace YotoSmartStream.Stories.Engine;

/// <summary>A place of the story. Without audio it is a gate, passed at once (S5).</summary>
public sealed class Chapter
{
    private readonly ImmutableArray<Option>[] _choices;

    internal Chapter(ImmutableArray<Option>[] choices)
    {
        _choices = choices;
        IsQuestion = choices.Where((options, input) => !options.IsEmpty && input != (int)StoryInput.End).Any();
    }

    public required int Slot { get; init; }

    public required string Id { get; init; }

    /// <summary>Where it stands in the document (L5).</summary>
    public required string Pointer { get; init; }

    public string? Title { get; init; }

    /// <summary>Its recordings; none for a gate (A1).</summary>
    public required ImmutableArray<Variant> Audio { get; init; }

    /// <summary>Slot of the checkpoint that entering marks (N6), or -1.</summary>
    public int Checkpoint { get; init; } = -1;

    public bool IsBedtimeSafe { get; init; }

    public required WaitPolicy Wait { get; init; }

    public required ImmutableArray<Effect> OnEnter { get; init; }

    public required ImmutableArray<Effect> OnExit { get; init; }

    /// <summary>It has a choice other than <c>end</c>, so that it can be waited for (S8).</summary>
    public bool IsQuestion { get; }

    /// <summary>What a card plays for the chapter: its recordings, or for a place that only waits the nudge that is heard there.</summary>
    public IEnumerable<string> Sounds => Audio.IsEmpty
        ? CanWait && Wait is { MaxNudges: > 0, Nudge: { } nudge } ? [nudge] : []
        : Audio.Select(variant => variant.File).Where(file => file.Length > 0).Distinct(StringComparer.Ordinal);

    private bool CanWait => IsQuestion || OptionsFor(StoryInput.End).Any(option => option.Next is Next.Act { Action: StoryAction.Wait });

    /// <summary>The options for an input, in order; empty if the chapter does not declare it.</summary>
    public ImmutableArray<Option> OptionsFor(StoryInput input) => _choices[(int)input];
}

/// <param name="Pointer">Where it stands.</param>
/// <param name="File">What is played.</param>
/// <param name="Language">Null for every language.</param>
/// <param name="When">It is out when this does not hold.</param>
/// <param name="Weight">Null if chance does not decide.</param>
public sealed record Variant(string Pointer, string File, string? Language, Expression? When, int? Weight);

/// <param name="Slot">Its number within the story.</param>
/// <param name="Pointer">Where it stands in the document (L5).</param>
/// <param name="Label">What it is called.</param>
/// <param name="When">Its guard.</param>
/// <param name="Effects">What taking it does.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="Once">It can be taken once per session.</param>
/// <param name="FromMilliseconds">Presses before this position are ignored (C2).</param>
/// <param name="Blocked">What a press does when no option is open; null if this one does not decide (C3).</param>
public sealed record Option(
    int Slot,
    string Pointer,
    string? Label,
    Expression? When,
    ImmutableArray<Effect> Effects,
    Next Next,
    bool Once,
    long FromMilliseconds,
    WhenBlocked? Blocked);

public enum WhenBlocked
{
    Ignore,
    Replay,
    End,
}

/// <summary>How a question waits (W1, W2).</summary>
public sealed record WaitPolicy(int TimeoutSeconds, string? Nudge, int MaxNudges, int IdleStopSeconds)
{
    public static WaitPolicy Default { get; } = new(TimeoutSeconds: 10, Nudge: null, MaxNudges: 2, IdleStopSeconds: 300);
}
