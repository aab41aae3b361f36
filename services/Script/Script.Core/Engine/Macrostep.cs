using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>One step while it runs. Every way through it ends in exactly one output.</summary>
internal ref struct Macrostep(StoryGraph graph, StoryState state, StoryEvent storyEvent, StoryTrace? trace)
{
    private static readonly StoryOutput NoAnswer = new(OutputKind.None);

    private int _chapters;

    private readonly Chapter? Current => state.Chapter < 0 ? null : graph.Chapters[state.Chapter];

    public StoryOutput Run() => storyEvent.Input switch   // S2: which events a phase accepts.
    {
        StoryInput.Insert => Insert(),
        StoryInput.End => state.Phase == StoryPhase.Playing ? EndOfAudio() : NoAnswer,
        StoryInput.Timeout => state.Phase == StoryPhase.Waiting ? Timeout() : NoAnswer,
        _ => state.Phase switch
        {
            StoryPhase.Playing or StoryPhase.Waiting or StoryPhase.Stopped when Current is not null => Choose(),
            StoryPhase.Ended => ReplayFromEnding(),
            _ => NoAnswer,
        },
    };

    private StoryOutput Insert()   // H1
    {
        if (state.Phase is not (StoryPhase.None or StoryPhase.Ended))
            return Resume();
        BeginSession();
        return Enter(graph.Start);
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
        var options = Current!.OptionsFor(storyEvent.Input);
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
        if (storyEvent.Input is not (StoryInput.Left or StoryInput.Right) || state.Ending < 0)
            return NoAnswer;
        var replayFrom = graph.Endings[state.Ending].ReplayFrom;
        if (replayFrom < 0)
            return NoAnswer;
        BeginSession();
        return Enter(replayFrom);
    }

    private readonly Option? FirstOpen(ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (!option.Once || !state.IsUsedUp(option.Slot))
                return option;
        }

        return null;
    }

    /// <summary>Before the choice was offered: only while the chapter's own audio plays and its position is known (C2).</summary>
    private readonly bool IsTooEarly(Option option) =>
        state.Phase == StoryPhase.Playing && !state.IsNudging && storyEvent.PositionMilliseconds < option.FromMilliseconds;

    private StoryOutput Take(Option option)   // S3
    {
        trace?.Options.Add(option.Slot);
        if (option.Once)
            state.UseUp(option.Slot);
        return option.Next switch
        {
            Next.Enter next => Enter(next.Chapter),
            Next.End next => Over(next.Ending),
            Next.Act next => Act(next.Action, next.Checkpoint),
            _ => Nowhere(),
        };
    }

    private StoryOutput Act(StoryAction action, string? checkpoint)
    {
        switch (action)
        {
            case StoryAction.Replay:
                return Current is null ? Nowhere() : Rehear(state.Chapter);
            case StoryAction.Back:
                return Back();
            case StoryAction.Checkpoint:
                return GoToCheckpoint(checkpoint);
            case StoryAction.Restart:
                BeginSession();
                return Enter(graph.Start);
            case StoryAction.Resume:
                return Resume();
            case StoryAction.Stop:
                return Stop();
            case StoryAction.Wait:
                return Wait();
            default:
                return Nowhere();   // A return without a call (S8).
        }
    }

    private StoryOutput Back()   // N5
    {
        if (state.History.Count > 0 && state.History[^1] == state.Chapter)
            state.ForgetNewest();
        return state.History.Count > 0 ? Rehear(state.History[^1]) : Act(StoryAction.Replay, checkpoint: null);
    }

    private StoryOutput GoToCheckpoint(string? name)   // N3
    {
        var target = graph.Start;
        foreach (var checkpoint in state.Checkpoints)
        {
            target = checkpoint.Chapter;   // The one marked last, unless the name is found.
            if (checkpoint.Name == name)
                break;
        }

        state.ForgetTheWay();
        return Enter(target);
    }

    private StoryOutput Resume()   // N4
    {
        var chapter = state.Bookmark >= 0 ? state.Bookmark : state.Chapter;
        state.Bookmark = -1;
        return chapter >= 0 ? Rehear(chapter) : GoToCheckpoint(name: null);
    }

    private StoryOutput Enter(int slot)   // S4
    {
        if (slot < 0)
            return Nowhere();
        if (IsOneTooMany())
            return Over(ending: -1);
        state.SetVisits(slot, state.VisitsOf(slot) + 1);
        if (graph.Chapters[slot].Checkpoint is { } checkpoint)
            state.MarkCheckpoint(checkpoint, slot);
        return Begin(slot);
    }

    private StoryOutput Rehear(int slot) => IsOneTooMany() ? Over(ending: -1) : Begin(slot);   // S6

    private StoryOutput Begin(int slot)
    {
        trace?.Path.Add(slot);
        (state.Chapter, state.IsNudging, state.NudgesHeard) = (slot, false, 0);
        var audio = graph.Chapters[slot].Audio;
        if (audio is null)
            return Ended();   // S5: it has ended at once.
        state.Phase = StoryPhase.Playing;
        state.Remember(slot);
        return new StoryOutput(OutputKind.Play, slot, audio);
    }

    private bool IsOneTooMany()   // S7
    {
        if (_chapters++ < StoryEngine.MaxChaptersPerStep)
            return false;
        trace?.Diagnostics.Add(DiagnosticCodes.GateLimit);
        return true;
    }

    private StoryOutput Ended() =>   // S8
        FirstOpen(Current!.OptionsFor(StoryInput.End)) is { } option ? Take(option) : Nowhere();

    private StoryOutput Nowhere() => Current is { IsQuestion: true } ? Wait() : Over(ending: -1);   // S8

    private StoryOutput Wait()   // W1
    {
        if (Current is not { } chapter)
            return Over(ending: -1);
        (state.Phase, state.IsNudging) = (StoryPhase.Waiting, false);
        var answersSoon = HasNudgeLeft(chapter) || chapter.OptionsFor(StoryInput.Timeout).Length > 0;
        return new StoryOutput(OutputKind.Wait, TimerSeconds: answersSoon ? chapter.Wait.TimeoutSeconds : chapter.Wait.IdleStopSeconds);
    }

    private readonly bool HasNudgeLeft(Chapter chapter) => chapter.Wait.Nudge is not null && state.NudgesHeard < chapter.Wait.MaxNudges;

    private StoryOutput Stop()
    {
        (state.Phase, state.IsNudging) = (StoryPhase.Stopped, false);
        return new StoryOutput(OutputKind.Stop);
    }

    private StoryOutput Over(int ending)   // S9
    {
        if (ending >= 0)
        {
            state.EndingsSeen.Add(graph.Endings[ending].Id);
            if (graph.Endings[ending].Collect is { } collectible)
                state.Collected.Add(collectible);
        }

        state.ForgetTheWay();
        (state.Phase, state.Ending, state.IsNudging) = (StoryPhase.Ended, ending, false);
        return new StoryOutput(OutputKind.Stop, Over: true, Ending: ending);
    }

    private void BeginSession()
    {
        state.BeginSession();
        state.Random = graph.Seed switch   // R3
        {
            SeedMode.Fixed => StorySeed.Of(graph.CardId),
            SeedMode.Daily => StorySeed.Of($"{graph.CardId}|{storyEvent.At:yyyy-MM-dd}"),
            _ => state.Random,
        };
    }
}
