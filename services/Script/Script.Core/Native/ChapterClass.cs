using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>Where a chapter can run (§4).</summary>
public enum ChapterClass
{
    /// <summary>The player alone: its jumps are the same at all times.</summary>
    Static,

    /// <summary>The player alone, with copies for what the story remembers.</summary>
    Expandable,

    /// <summary>The player alone, until something slow changes: then the card is published again.</summary>
    Bakeable,

    /// <summary>The server.</summary>
    Dynamic,
}

/// <param name="Chapter">Slot of the chapter.</param>
/// <param name="Class">Where it can run.</param>
/// <param name="Reasons">Why not simpler; empty for a static chapter.</param>
/// <param name="OfflineLoses">What a child misses without the server.</param>
public sealed record ChapterReport(int Chapter, ChapterClass Class, IReadOnlyList<string> Reasons, IReadOnlyList<string> OfflineLoses);

/// <summary>Says for each chapter where it can run, and why (§4).</summary>
public static class ChapterClasses
{
    private static readonly Operation[] SlowOperations =
        [Operation.Hour, Operation.Weekday, Operation.MinutesPlayed, Operation.IsBedtime, Operation.Device, Operation.Collected, Operation.EndingSeen];

    private static readonly StoryInput[] ServerInputs = [StoryInput.Shake, StoryInput.Pause, StoryInput.DialUp, StoryInput.DialDown];

    public static IReadOnlyList<ChapterReport> Of(StoryGraph graph) => [.. graph.Chapters.Select(chapter => Of(graph, chapter))];

    private static ChapterReport Of(StoryGraph graph, Chapter chapter)
    {
        var walk = StoryWalk.Of(chapter);
        var dynamic = ServerInputs.Where(input => !chapter.OptionsFor(input).IsEmpty).Select(input => $"it listens to {StoryInputs.NameOf(input)}").ToList();
        var slow = SlowReasons(graph, chapter, walk).ToList();
        var remembered = MemoryReasons(chapter, walk).ToList();
        var kind = dynamic.Count > 0 ? ChapterClass.Dynamic : slow.Count > 0 ? ChapterClass.Bakeable : remembered.Count > 0 ? ChapterClass.Expandable : ChapterClass.Static;
        var loses = ServerInputs.Where(input => !chapter.OptionsFor(input).IsEmpty).Select(input => $"{StoryInputs.NameOf(input)} does nothing")
            .Concat(slow.Count > 0 ? ["what depends on the day or on chance stays as it was when the card was published"] : []);
        return new ChapterReport(chapter.Slot, kind, [.. dynamic, .. slow, .. remembered], [.. loses]);
    }

    private static IEnumerable<string> SlowReasons(StoryGraph graph, Chapter chapter, StoryWalk walk)
    {
        var code = walk.Expressions.SelectMany(expression => expression.Code).ToList();
        if (code.Any(instruction => SlowOperations.Contains(instruction.Operation)))
            yield return "it asks for the time, the device or what was collected";
        if (code.Any(instruction => instruction.Operation == Operation.Variable && graph.Variables[(int)instruction.Operand].Domain.Scope > VariableScope.Story))
            yield return "it reads a variable that other stories share";
        if (walk.Effects.Any(effect => effect is Effect.Randomize)
            || walk.Nexts.Any(next => next is Next.Pick { Mode: PickMode.Random or PickMode.Shuffle, Cases.Length: > 1 })
            || chapter.Audio.Any(variant => variant.Weight is not null))
            yield return "chance decides in it";
        if (chapter.Audio.Any(variant => variant.Language is not null))
            yield return "it is spoken in several languages";
    }

    private static IEnumerable<string> MemoryReasons(Chapter chapter, StoryWalk walk)
    {
        if (walk.Expressions.Count > 0)
            yield return "it has guards or computed values";
        if (walk.Effects.Count > 0)
            yield return "it changes what the story remembers";
        if (Enum.GetValues<StoryInput>().SelectMany(input => chapter.OptionsFor(input)).Any(option => option.Once))
            yield return "it has a choice that can be taken once";
        if (walk.Nexts.Any(next => next is Next.Call or Next.Pick or Next.Act { Action: StoryAction.Return or StoryAction.Back or StoryAction.Checkpoint or StoryAction.Resume }))
            yield return "where it leads depends on the way before";
        if (chapter is { IsQuestion: true, Wait: { Nudge: not null, MaxNudges: > 0 } } || !chapter.OptionsFor(StoryInput.Timeout).IsEmpty)
            yield return "it waits for a time";
    }
}
