using System.Collections.Immutable;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>
/// One step while it runs: which event is accepted, and which option answers it. Every way through it ends in exactly one output.
/// The other parts of the struct are how one moves, what effects do, how picks and recordings are chosen, and what guards say.
/// </summary>
internal ref partial struct Macrostep(StoryGraph graph, StoryState state, ref readonly StoryEvent storyEvent, StoryTrace? trace)
{
    private const int MinGapForResumeHook = 30;   // Minutes (H1).

    private static readonly StoryOutput NoAnswer = new(OutputKind.None);

    private readonly ref readonly StoryEvent _event = ref storyEvent;

    private int _chapters;

    private readonly Chapter? Current => state.Chapter < 0 ? null : graph.Chapters[state.Chapter];

    public StoryOutput Run() => _event.Input switch   // S2: which events a phase accepts.
    {
        StoryInput.Insert => Insert(),
        StoryInput.End => state.Phase == StoryPhase.Playing ? EndOfAudio() : NoAnswer,
        StoryInput.Timeout => state.Phase == StoryPhase.Waiting ? Timeout() : NoAnswer,
        _ => state.Phase switch
        {
            StoryPhase.Playing or StoryPhase.Waiting or StoryPhase.Stopped when state.Chapter >= 0 => Choose(),
            StoryPhase.Ended => ReplayFromEnding(),
            _ => NoAnswer,
        },
    };

    private StoryOutput Insert()   // H1
    {
        state.HasHeardBedtime = false;
        if (state.Phase is StoryPhase.None or StoryPhase.Ended)
        {
            BeginSession();
            return Enter(graph.Start);
        }

        if (state.BeginsAtStart)   // M1: the chapter is gone, and the migration wants the start.
        {
            (state.BeginsAtStart, state.Bookmark, state.Chapter) = (false, -1, -1);
            return Enter(graph.Start);
        }

        var isBedtime = _event.Bedtime && graph.BedtimeHook is not null;
        return graph.ResumeHook is { } hook && _event.GapMinutes >= MinGapForResumeHook && !isBedtime
            ? RunHook(hook, bookmark: state.Bookmark >= 0 ? state.Bookmark : state.Chapter)
            : Resume();
    }

    private StoryOutput EndOfAudio() => state.IsNudging ? Wait() : Ended();   // W3: the end of a nudge waits again.

    private StoryOutput Timeout()   // W3
    {
        var chapter = Current!;
        if (HasNudgeLeft(chapter))
        {
            state.NudgesHeard++;
            (state.Phase, state.IsNudging) = (StoryPhase.Playing, true);
            return new StoryOutput(OutputKind.Play, chapter.Slot, chapter.Wait.Nudge, state.NudgesHeard);
        }

        return FirstOpen(chapter.OptionsFor(StoryInput.Timeout)) is { } option ? Take(option) : Stop();
    }

    private StoryOutput Choose()   // C1–C4
    {
        var options = Current!.OptionsFor(_event.Input);
        if (FirstOpen(options) is { } open)
            return IsTooEarly(open) ? NoAnswer : Take(open);

        foreach (var option in options)
        {
            if (option.Blocked is not { } blocked)
                continue;
            if (IsTooEarly(option))
                return NoAnswer;
            return blocked switch
            {
                WhenBlocked.Replay => Rehear(state.Chapter),
                WhenBlocked.End => Ended(),
                _ => NoAnswer,
            };
        }

        return NoAnswer;
    }

    private StoryOutput ReplayFromEnding()   // S10
    {
        if (_event.Input is not (StoryInput.Left or StoryInput.Right) || state.Ending < 0)
            return NoAnswer;
        var replayFrom = graph.Endings[state.Ending].ReplayFrom;
        if (replayFrom < 0)
            return NoAnswer;
        BeginSession();
        return Enter(replayFrom);
    }

    private Option? FirstOpen(ImmutableArray<Option> options)
    {
        foreach (var option in options)
        {
            if (option.Once && state.IsUsedUp(option.Slot))
                continue;
            var holds = Holds(option.When);
            if (option.When is not null)
                trace?.Guards.Add((option.Slot, holds));
            if (holds)
                return option;
        }

        return null;
    }

    /// <summary>Before the choice was offered: only while the chapter's own audio plays and its position is known (C2).</summary>
    private readonly bool IsTooEarly(Option option) =>
        state.Phase == StoryPhase.Playing && !state.IsNudging && _event.PositionMilliseconds < option.FromMilliseconds;

    private StoryOutput Take(Option option)   // S3
    {
        trace?.Options.Add(option.Slot);
        if (option.Once)
            state.UseUp(option.Slot);
        Run(option.Effects);
        return Go(option.Next);
    }

    private readonly void Note(string diagnostic) => trace?.Diagnostics.Add(diagnostic);
}
