using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>How a playthrough moves: by a step that the player is then asked to obey, beside a player that moves alone, or after it.</summary>
public sealed partial class Playthrough
{
    /// <param name="input">What happened.</param>
    /// <param name="state">Before the step; it is changed.</param>
    /// <param name="story">What is told.</param>
    /// <param name="policy">How the player is steered.</param>
    /// <param name="now">UTC.</param>
    /// <param name="positionSeconds">How far the audio was, null if unknown.</param>
    /// <param name="playsAlready">The key that the player has jumped to by itself: if that is where the story goes, nothing is asked of it.</param>
    private void Step(
        StoryInput input, StoryState state, PublishedStory story, SteeringPolicy policy, DateTimeOffset now, int? positionSeconds = null, string? playsAlready = null)
    {
        var happened = new StoryEvent(input, policy.LocalTime(now), positionSeconds * 1000, _gapMinutes, policy.IsBedtime(now));
        if (Take(happened, state, story, now) is not { } output)
        {
            PutBack(state, story, policy, now, positionSeconds);
            return;
        }

        DueAt = output.Kind == OutputKind.Wait ? now.AddSeconds(output.TimerSeconds) : null;
        var key = output.Kind == OutputKind.Play ? story.Layout.KeyOf(output.Chapter, output.Audio) : null;   // A nudge is the question heard again.
        if (key is null || key != playsAlready)
            Request(CommandFor(output.Kind), key, secondsIn: 0, attempt: 1, story, policy, now);
    }

    /// <summary>The player tells the card alone: the story takes the same step, with what the card was laid out for, and asks for nothing.</summary>
    private void StepBeside(StoryInput input, StoryState state, PublishedStory story, NativeLayout layout, string? wasAt, DateTimeOffset now)
    {
        DueAt = null;   // The player itself waits.
        Take(layout.Circumstances with { Input = input }, state, story, now);
        var (shown, left) = (layout.StateAt(PlayerAt), layout.StateAt(wasAt));
        var beganElsewhere = input == StoryInput.Insert && left is not null && left != shown;   // After a long pause a card begins at its top.
        if (shown is not null && (beganElsewhere || shown.Chapter != state.Chapter))
            Follow(shown.Chapter, state, story);
    }

    /// <returns>Null when nothing answered: then nothing has changed.</returns>
    private StoryOutput? Take(StoryEvent happened, StoryState state, PublishedStory story, DateTimeOffset now)
    {
        var from = NameOf(state.Chapter, story);
        var trace = new StoryTrace();
        var output = StoryEngine.Step(state, happened, trace);
        if (output.Kind == OutputKind.None)
            return null;

        var input = StoryInputs.NameOf(happened.Input);
        Advance(state, input, from, output.Over ? null : NameOf(state.Chapter, story), output.Kind);
        _newSteps.Add(StoryStep.Of(this, input, from, output, trace, story.Graph, now));
        if (output.Over)
            Raise(new StoryEnded(YotoAccountId, PlayerId, CardId, Id, output.Ending < 0 ? null : story.Graph.Endings[output.Ending].Id));
        return output;
    }

    /// <summary>The player plays a chapter that nobody asked for: that is where the child is.</summary>
    private void Follow(int chapter, StoryState state, PublishedStory story)
    {
        IsOutOfStep = false;
        if (state.Phase == StoryPhase.Playing && state.Chapter == chapter && story.Layout.IsSteered)
            return;   // On a native card the same chapter may be there twice, with another memory.
        var from = NameOf(state.Chapter, story);
        if ((story.Layout as NativeLayout)?.StateAt(PlayerAt) is { } shown && shown.Chapter == chapter)
            state.TakeOver(shown);
        else
            StoryEngine.Follow(state, chapter);
        DueAt = null;
        Advance(state, StoryStep.Follow, from, NameOf(chapter, story), OutputKind.Play);
        _newSteps.Add(StoryStep.OfFollowing(this, from, NameOf(chapter, story), UpdatedAt));
    }

    private void Advance(StoryState state, string input, string? from, string? to, OutputKind output)
    {
        State = StateSnapshot.Of(state).ToJson();
        _shared.Keep(state);
        Steps++;
        Raise(new StoryAdvanced(YotoAccountId, PlayerId, CardId, Id, Steps, input, from, to, output.ToString().ToLowerInvariant()));
    }

    private static string? NameOf(int chapter, PublishedStory story) => chapter < 0 ? null : story.Graph.Chapters[chapter].Id;

    private static string CommandFor(OutputKind output) => output switch
    {
        OutputKind.Play => PlayerCommands.CardStart,
        OutputKind.Wait => PlayerCommands.CardPause,
        _ => PlayerCommands.CardStop,
    };
}
