using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>What a playthrough asks of the player, one command at a time, and what becomes of it.</summary>
public sealed partial class Playthrough
{
    private const int MaxAttempts = 2;

    private bool IsCommandInFlight => Command is { IsInFlight: true };

    /// <summary>The bridge says what became of a command. A failed one never leaves story and player apart (yoto-cloud §5.4 rule 3).</summary>
    public void CompleteCommand(PlayerCommandCompleted completed, PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (Command is not { IsInFlight: true } command || command.Id != completed.CommandId)
            return;
        Touch(now);
        Command = command with { IsInFlight = false };
        if (completed.Outcome == CommandOutcomes.Done)
            return;

        if (story.Layout.ChapterAt(PlayerAt) is { } chapter)
            Follow(chapter, StateIn(story.Graph), story);   // It went on by itself while we tried: that is where the child is now.
        else if (command.Attempt < MaxAttempts)
            Request(command.Command, command.ChapterKey, command.SecondsIn, command.Attempt + 1, story, policy, now);
        else
            IsOutOfStep = true;
    }

    private void Request(string command, string? chapterKey, int secondsIn, int attempt, PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        var lifetime = story.Layout.AnswerWithin(PlayerAt) ?? policy.CommandLifetime;
        Command = new PendingCommand(Guid.CreateVersion7(), PreviousId: Command?.Id, command, chapterKey, secondsIn, attempt, now + lifetime, IsInFlight: true);
        var card = command == PlayerCommands.CardStart ? YotoCardId : null;
        Raise(new PlayerCommandRequested(
            YotoAccountId, PlayerId, Command.Id, command, card, chapterKey, chapterKey, secondsIn, VolumePercent: null, Command.ExpiresAt));
    }

    /// <summary>A turn that the chapter has no choice for changes nothing, but it moved the player: back to where it was.</summary>
    private void PutBack(StoryState state, PublishedStory story, SteeringPolicy policy, DateTimeOffset now, int? positionSeconds)
    {
        if (state.Phase == StoryPhase.Playing)
            Request(PlayerCommands.CardStart, KeyHeard(state.Chapter, story), positionSeconds ?? 0, attempt: 1, story, policy, now);
        else
            Request(state.Phase == StoryPhase.Waiting ? PlayerCommands.CardPause : PlayerCommands.CardStop, null, secondsIn: 0, attempt: 1, story, policy, now);
    }

    /// <summary>A command that was given up may still be obeyed, late: then story and player are together again.</summary>
    private void Arrive(PublishedStory story)
    {
        if (IsOutOfStep && story.Layout.ChapterAt(PlayerAt) is { } chapter)
            Follow(chapter, StateIn(story.Graph), story);
    }

    private void GiveUpLostCommand(SteeringPolicy policy, DateTimeOffset now)
    {
        if (!IsCommandInFlight || now <= Command!.ExpiresAt + policy.CompletionGrace)
            return;
        Command = Command with { IsInFlight = false };
        IsOutOfStep = true;
    }

    /// <summary>The recording of the chapter that was started last.</summary>
    private string KeyHeard(int chapter, PublishedStory story) =>
        story.Layout.ChapterAt(Command?.ChapterKey) == chapter ? Command!.ChapterKey! : story.Layout.KeyOf(chapter);
}
