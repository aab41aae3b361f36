using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Engine;

/// <summary>How a step moves through the story until it has its output.</summary>
internal ref partial struct Macrostep
{
    private StoryOutput Go(Next? next)   // N1
    {
        while (true)
        {
            switch (next)
            {
                case Next.Enter target:
                    return Enter(target.Place);
                case Next.First first:
                    next = FirstMatch(first);
                    break;
                case Next.Pick pick:
                    next = PickOne(pick);
                    break;
                case Next.Act act:
                    return Act(act.Action, act.Checkpoint);
                case Next.Call call:
                    return Call(call);
                case Next.End target:
                    return Over(target.Ending);
                default:
                    return Nowhere();
            }
        }
    }

    private Next? FirstMatch(Next.First first)
    {
        foreach (var candidate in first.Cases)
        {
            if (Holds(candidate.When))
                return candidate.To;
        }

        return first.Else;
    }

    private StoryOutput Act(StoryAction action, int checkpoint)
    {
        switch (action)
        {
            case StoryAction.Return:
                return Return();
            case StoryAction.Replay:
                return state.Chapter < 0 ? Nowhere() : Rehear(state.Chapter);
            case StoryAction.Back:
                return Back();
            case StoryAction.Checkpoint:
                return GoToCheckpoint(checkpoint);
            case StoryAction.Restart:
                Leave();
                BeginSession();
                return Enter(graph.Start);
            case StoryAction.Resume:
                return Resume();
            case StoryAction.Stop:
                return Stop();
            default:
                return Wait();
        }
    }

    private StoryOutput Call(Next.Call call)   // N2
    {
        var then = call.Then >= 0 ? call.Then : state.Chapter >= 0 ? state.Chapter : graph.Start;
        if (state.PushCall(then))
            Note(DiagnosticCodes.CallDepth);
        state.ForgetHistory();
        return Enter(call.Place);
    }

    private StoryOutput Return()   // N2
    {
        if (state.Stack.IsEmpty)
            return Nowhere();
        var place = state.PopCall();
        state.ForgetHistory();
        return Enter(place);
    }

    private StoryOutput Back()   // N5
    {
        if (!state.History.IsEmpty && state.History[^1] == state.Chapter)
            state.ForgetNewest();
        if (!state.History.IsEmpty)
            return Rehear(state.History[^1]);
        return state.Chapter < 0 ? Nowhere() : Rehear(state.Chapter);
    }

    private StoryOutput GoToCheckpoint(int name)   // N3
    {
        var target = graph.Start;
        foreach (var mark in state.Checkpoints)
        {
            target = mark.Chapter;   // The one marked last, unless the name is found.
            if (mark.Name == name)
                break;
        }

        state.ForgetTheWay();
        return Enter(target);
    }

    private StoryOutput Resume()   // N4
    {
        var chapter = state.Bookmark >= 0 ? state.Bookmark : state.Chapter;
        state.Bookmark = -1;
        return chapter >= 0 ? Rehear(chapter) : GoToCheckpoint(name: -1);
    }

    private StoryOutput RunHook(Next hook, int bookmark)   // H2
    {
        state.ForgetHistory();
        (state.Bookmark, state.Chapter, state.IsNudging) = (bookmark, -1, false);
        return Go(hook);
    }

    private StoryOutput Enter(int place)   // S4
    {
        if (place >= graph.Chapters.Length)
            return Nowhere();   // S8: a target that does not exist.
        if (IsOneTooMany())
            return Over(ending: -1);
        Leave();
        var chapter = graph.Chapters[place];
        state.Chapter = place;
        state.CountEntry(place);
        if (chapter.Checkpoint >= 0)
            state.MarkCheckpoint(chapter.Checkpoint, place);
        Run(chapter.OnEnter);
        return Begin(chapter);
    }

    private StoryOutput Rehear(int slot)   // S6
    {
        if (IsOneTooMany())
            return Over(ending: -1);
        state.Chapter = slot;
        return Begin(graph.Chapters[slot]);
    }

    private StoryOutput Begin(Chapter chapter)
    {
        trace?.Path.Add(chapter.Slot);
        (state.IsNudging, state.NudgesHeard) = (false, 0);   // W2
        if (ChooseAudio(chapter) is not { } audio)
            return Ended();   // S5: it has ended at once.
        if (_event.Bedtime && graph.BedtimeHook is { } hook && !state.HasHeardBedtime && (_event.Input == StoryInput.Insert || chapter.IsBedtimeSafe))
        {
            state.HasHeardBedtime = true;   // H3
            return RunHook(hook, bookmark: chapter.Slot);
        }

        state.Phase = StoryPhase.Playing;
        state.Remember(chapter.Slot);   // N7: nothing follows a play.
        return new StoryOutput(OutputKind.Play, chapter.Slot, audio);
    }

    private readonly void Leave()
    {
        if (Current is { } chapter)
            Run(chapter.OnExit);
    }

    private bool IsOneTooMany()   // S7
    {
        if (_chapters++ < StoryEngine.MaxChaptersPerStep)
            return false;
        Note(DiagnosticCodes.GateLimit);
        return true;
    }

    private StoryOutput Ended() =>   // S8
        FirstOpen(Current!.OptionsFor(StoryInput.End)) is { } option ? Take(option) : Nowhere();

    private StoryOutput Nowhere() => Current is { IsQuestion: true } ? Wait() : Over(ending: -1);   // S8

    private readonly StoryOutput Wait()   // W1
    {
        if (Current is not { } chapter)
            return Over(ending: -1);
        (state.Phase, state.IsNudging) = (StoryPhase.Waiting, false);
        var answersSoon = HasNudgeLeft(chapter) || !chapter.OptionsFor(StoryInput.Timeout).IsEmpty;
        return new StoryOutput(OutputKind.Wait, TimerSeconds: answersSoon ? chapter.Wait.TimeoutSeconds : chapter.Wait.IdleStopSeconds);
    }

    private readonly bool HasNudgeLeft(Chapter chapter) => chapter.Wait.Nudge is not null && state.NudgesHeard < chapter.Wait.MaxNudges;

    private readonly StoryOutput Stop()
    {
        (state.Phase, state.IsNudging) = (StoryPhase.Stopped, false);
        return new StoryOutput(OutputKind.Stop);
    }

    private readonly StoryOutput Over(int ending)   // S9
    {
        Leave();
        if (ending >= 0)
        {
            state.SeeEnding(ending);
            if (graph.Endings[ending].Collect is >= 0 and var collectible)
                state.Collect(collectible);
        }

        state.ForgetTheWay();
        (state.Phase, state.Ending, state.IsNudging) = (StoryPhase.Ended, ending, false);
        return new StoryOutput(OutputKind.Stop, Over: true, Ending: ending);
    }

    private readonly void BeginSession()
    {
        state.BeginSession();
        state.Random = graph.Seed switch   // R3
        {
            SeedMode.Fixed => StoryRandom.SeedOf(graph.CardId),
            SeedMode.Daily => StoryRandom.SeedOf($"{graph.CardId}|{_event.At:yyyy-MM-dd}"),
            _ => state.Random,
        };
    }
}
