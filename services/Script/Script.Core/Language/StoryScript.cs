using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Language;

/// <summary>A story as its author wrote it: names are still names, and every part knows where it stands.</summary>
public sealed record StoryScript(
    string CardId,
    string? Title,
    int? Revision,
    string? Language,
    Reference Start,
    SeedMode Seed,
    WaitScript Defaults,
    IReadOnlyList<VariableScript> Variables,
    IReadOnlyList<CollectibleScript> Collectibles,
    IReadOnlyList<EndingScript> Endings,
    IReadOnlyList<IncludeScript> Includes,
    HooksScript Hooks,
    IReadOnlyList<MigrationScript> Migrations,
    NativeScript Native,
    IReadOnlyList<ChapterScript> Chapters);

/// <summary>A name and the place where it is used.</summary>
public sealed record Reference(string Id, string Pointer);

/// <summary>A guard or a value: text in the guard language, or a number or truth value as written.</summary>
public sealed record ExpressionScript(string Pointer, string? Text, long? Number, bool? Truth);

public sealed record VariableScript(string Name, string Pointer, VariableDomain Domain);

public sealed record CollectibleScript(string Id, string Pointer, KeepsakeScope Scope);

public sealed record EndingScript(string Id, string Pointer, Reference? Collect, Reference? ReplayFrom);

/// <param name="Prefix">Stands before every name of the included story (I1).</param>
/// <param name="Pointer">Where it is included.</param>
/// <param name="Story">The card whose story is included.</param>
/// <param name="Revision">Null for the newest.</param>
/// <param name="Bindings">Inner variable names and the outer ones that they are.</param>
public sealed record IncludeScript(string Prefix, string Pointer, string Story, int? Revision, IReadOnlyDictionary<string, Reference> Bindings);

public sealed record HooksScript(NextScript? Resume, NextScript? Bedtime, NextScript? WhoIsPlaying)
{
    public static HooksScript None { get; } = new(null, null, null);
}

public sealed record NativeScript(NativeMode Mode, int MaxNodes, bool MustPlayOffline)
{
    public static NativeScript Default { get; } = new(NativeMode.Auto, StoryLimits.DefaultNativeNodes, MustPlayOffline: false);
}

public enum NativeMode
{
    Auto,
    Native,
    Server,
}

public sealed record ChapterScript(
    string Id,
    string Pointer,
    string? Title,
    IReadOnlyList<VariantScript> Audio,
    string? Checkpoint,
    bool IsBedtimeSafe,
    WaitScript Wait,
    IReadOnlyList<EffectScript> OnEnter,
    IReadOnlyList<EffectScript> OnExit,
    IReadOnlyDictionary<StoryInput, IReadOnlyList<OptionScript>> Choices);

/// <summary>One of the recordings that a chapter can be heard in (A1).</summary>
public sealed record VariantScript(string Pointer, string File, string? Language, ExpressionScript? When, int? Weight);

/// <param name="Pointer">Where it stands.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Next">Null when what was written is refused.</param>
/// <param name="When">Its guard.</param>
/// <param name="Effects">What taking it does.</param>
/// <param name="Once">It can be taken once per session.</param>
/// <param name="FromMilliseconds">Presses before this position are ignored (C2).</param>
/// <param name="Blocked">What a press does when no option is open (C3).</param>
public sealed record OptionScript(
    string Pointer,
    string? Label,
    NextScript? Next,
    ExpressionScript? When,
    IReadOnlyList<EffectScript> Effects,
    bool Once,
    long FromMilliseconds,
    WhenBlocked? Blocked);

/// <summary>The fields that were written; the rest comes from the defaults (W2).</summary>
public sealed record WaitScript(int? TimeoutSeconds, string? Nudge, int? MaxNudges, int? IdleStopSeconds)
{
    public static WaitScript Empty { get; } = new(null, null, null, null);
}

/// <summary>One change of the state (E1).</summary>
public abstract record EffectScript(string Pointer, ExpressionScript? When)
{
    /// <summary>Names with their new values, or with what is added to them, in ordinal order (E3).</summary>
    public sealed record Store(string Pointer, ExpressionScript? When, bool Adds, IReadOnlyList<(Reference Variable, ExpressionScript Value)> Values)
        : EffectScript(Pointer, When);

    public sealed record Toggle(string Pointer, ExpressionScript? When, Reference Variable) : EffectScript(Pointer, When);

    public sealed record Randomize(string Pointer, ExpressionScript? When, IReadOnlyList<(Reference Variable, long Low, long High)> Ranges) : EffectScript(Pointer, When);

    public sealed record Collect(string Pointer, ExpressionScript? When, Reference Collectible) : EffectScript(Pointer, When);

    public sealed record Mark(string Pointer, ExpressionScript? When, string Checkpoint) : EffectScript(Pointer, When);

    public sealed record Reset(string Pointer, ExpressionScript? When, ResetScope Scope) : EffectScript(Pointer, When);
}

/// <summary>Where a choice leads; one form each (L4).</summary>
public abstract record NextScript(string Pointer)
{
    public sealed record Chapter(string Id, string Pointer) : NextScript(Pointer);

    public sealed record Ending(string Id, string Pointer) : NextScript(Pointer);

    public sealed record Act(StoryAction Action, string? Checkpoint, string Pointer) : NextScript(Pointer);

    public sealed record Call(Reference Target, Reference? Then, string Pointer) : NextScript(Pointer);

    public sealed record First(IReadOnlyList<Case> Cases, NextScript? Else, string Pointer) : NextScript(Pointer);

    public sealed record Pick(IReadOnlyList<Case> Cases, PickMode Mode, NextScript? Else, string Pointer) : NextScript(Pointer);

    public sealed record Case(NextScript? To, ExpressionScript? When, int Weight);
}

/// <summary>What becomes of stored playthroughs from one revision to another (M1).</summary>
public sealed record MigrationScript(
    int From,
    int To,
    IReadOnlyDictionary<string, string> Chapters,
    IReadOnlyDictionary<string, string> Renamed,
    IReadOnlyDictionary<string, ExpressionScript> Set,
    IReadOnlyList<string> Dropped,
    MissingChapter Missing);

public enum MissingChapter
{
    Checkpoint,
    Start,
    Ask,
}
