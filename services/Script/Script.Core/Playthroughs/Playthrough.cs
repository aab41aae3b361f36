using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>
/// One child's way through a story: a player, a card, a pinned revision. It moves by one step per input, tells the player where to go
/// on, and finds its place again when the player did something else.
/// </summary>
public sealed class Playthrough : AggregateRoot, ITenantOwned
{
    private const int MaxAttempts = 2;

    private readonly List<StoryStep> _newSteps = [];
    private int _gapMinutes;

    private Playthrough()
    {
    }

    public Playthrough(TenantId tenantId, Guid yotoAccountId, string playerId, string cardId)
    {
        (Id, TenantId, YotoAccountId, PlayerId, CardId) = (Guid.CreateVersion7(), tenantId, yotoAccountId, playerId, cardId);
    }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public Guid YotoAccountId { get; private set; }

    public string PlayerId { get; private init; } = "";

    public string CardId { get; private init; } = "";

    /// <summary>The card in Yoto's words that was inserted last.</summary>
    public string YotoCardId { get; private set; } = "";

    /// <summary>Changes only when the card is inserted: until then the player plays what it has.</summary>
    public int Revision { get; private set; }

    /// <summary>What the author calls the revision that the state belongs to; migrations count in it (M1).</summary>
    public int StateRevision { get; private set; }

    /// <summary>A versioned snapshot of the story's state; empty before the first step.</summary>
    public string State { get; private set; } = "";

    /// <summary>Steps taken; each adds one (failures I3).</summary>
    public int Steps { get; private set; }

    /// <summary>Grows with every change of the row, so that of two writers one loses.</summary>
    public int Version { get; private set; }

    /// <summary>The card is in the player.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>When the story stops waiting for an answer.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public PendingCommand? Command { get; private set; }

    /// <summary>The player did not do what it was asked for; the next chapter that it plays becomes current.</summary>
    public bool IsOutOfStep { get; private set; }

    /// <summary>The chapter key that the player reported last.</summary>
    public string? PlayerAt { get; private set; }

    /// <summary>What was seen last, to recognise a repeat that comes under another event id.</summary>
    public string? LastSeen { get; private set; }

    /// <summary>The player's own time of what was seen last.</summary>
    public long LastPlayerUtc { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string Phase => State.Length == 0 ? nameof(StoryPhase.None) : StateSnapshot.Parse(State).Phase.ToString();

    public string? Chapter => State.Length == 0 ? null : StateSnapshot.Parse(State).Chapter;

    /// <summary>The steps since they were taken last, for the diary.</summary>
    public IReadOnlyList<StoryStep> TakeSteps()
    {
        var steps = _newSteps.ToList();
        _newSteps.Clear();
        return steps;
    }

    private bool IsCommandInFlight => Command is { IsInFlight: true };

    /// <summary>Takes in what the bridge saw of this card on this player.</summary>
    public void Observe(PlayerObserved seen, PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (IsRepeat(seen) || IsStale(seen, story))
            return;
        (LastSeen, LastPlayerUtc, PlayerAt) = (IdentityOf(seen), seen.PlayerUtc, seen.ChapterKey ?? PlayerAt);
        Touch(now);
        if (Command is not null && Command.Caused(seen.CommandId))
        {
            Arrive(story);
            return;
        }

        GiveUpLostCommand(policy, now);
        if (seen.Kind == ObservationKinds.CardInserted || Revision == 0)
            TakeUp(seen, story);

        var state = seen.Kind == ObservationKinds.CardInserted ? Migrate(story, now) : StateIn(story.Graph);
        var situation = new Situation(state.Phase, state.Chapter, IsCommandInFlight, IsOutOfStep);
        var reading = ObservationTable.Read(story.Layout, situation, seen);
        if (reading.Follow is { } chapter)
            Follow(chapter, state, story);
        if (reading.Input is { } input)
            Step(input, state, story, policy, now, seen.PositionSeconds);
    }

    /// <summary>The bridge says what became of a command. A failed one never leaves story and player apart (yoto-cloud §5.4 rule 3).</summary>
    public void CompleteCommand(PlayerCommandCompleted completed, PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (Command is not { IsInFlight: true } command || command.Id != completed.CommandId)
            return;
        Touch(now);
        Command = command with { IsInFlight = false };
        if (completed.Outcome == CommandOutcomes.Done)
            return;

        var slot = story.Layout.SlotAt(PlayerAt);
        if (slot is { Role: SlotRole.Chapter })
            Follow(slot.Chapter, StateIn(story.Graph), story);   // It went on by itself while we tried: that is where the child is now.
        else if (command.Attempt < MaxAttempts)
            Request(command.Command, command.ChapterKey, command.SecondsIn, command.Attempt + 1, policy, now);
        else
            IsOutOfStep = true;
    }

    /// <summary>Nobody answered a question in time (W3).</summary>
    public void RunOut(PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (DueAt is not { } due || due > now || !IsPresent)
            return;
        Touch(now);
        Step(StoryInput.Timeout, StateIn(story.Graph), story, policy, now, positionSeconds: null);
    }

    /// <summary>The card was taken out. The session stays; nothing is asked of the player until the card comes back.</summary>
    public void Leave(DateTimeOffset now)
    {
        if (!IsPresent)
            return;
        Touch(now);
        (IsPresent, DueAt, PlayerAt, LastSeen) = (false, null, null, null);
        Command = Command is null ? null : Command with { IsInFlight = false };
    }

    private void TakeUp(PlayerObserved seen, PublishedStory story)
    {
        (YotoAccountId, YotoCardId, Revision, IsPresent, IsOutOfStep) = (seen.YotoAccountId, seen.YotoCardId!, story.Revision, true, false);
    }

    /// <summary>The state in the revision that lies on the card now; only an insertion changes revisions (M1).</summary>
    private StoryState Migrate(PublishedStory story, DateTimeOffset now)
    {
        var from = StateRevision;
        StateRevision = story.Graph.Revision ?? story.Revision;
        if (State.Length == 0 || from == StateRevision)
            return StateIn(story.Graph);
        var (state, migrated) = SnapshotMigration.Migrate(StateSnapshot.Parse(State), from, story.Graph, StateRevision);
        _newSteps.Add(StoryStep.OfMigration(this, migrated, now));
        return state;
    }

    private void Step(StoryInput input, StoryState state, PublishedStory story, SteeringPolicy policy, DateTimeOffset now, int? positionSeconds)
    {
        var from = NameOf(state.Chapter, story);
        var trace = new StoryTrace();
        var output = StoryEngine.Step(state, EventOf(input, positionSeconds, policy, now), trace);
        if (output.Kind == OutputKind.None)
        {
            PutBack(state, story, policy, now, positionSeconds);
            return;
        }

        var to = output.Over ? null : NameOf(state.Chapter, story);
        var ending = output.Ending < 0 ? null : story.Graph.Endings[output.Ending].Id;
        Advance(state, StoryInputs.NameOf(input), from, to, output.Kind);
        _newSteps.Add(StoryStep.Of(this, StoryInputs.NameOf(input), from, output, trace, story.Graph, now));
        if (output.Over)
            Raise(new StoryEnded(YotoAccountId, PlayerId, CardId, Id, ending));
        DueAt = output.Kind == OutputKind.Wait ? now.AddSeconds(output.TimerSeconds) : null;
        Request(CommandFor(output.Kind), KeyFor(output, story), secondsIn: 0, attempt: 1, policy, now);
    }

    /// <summary>A turn that the chapter has no choice for changes nothing, but it moved the player: back to where it was.</summary>
    private void PutBack(StoryState state, PublishedStory story, SteeringPolicy policy, DateTimeOffset now, int? positionSeconds)
    {
        if (state.Phase == StoryPhase.Playing)
            Request(PlayerCommands.CardStart, KeyHeard(state.Chapter, story), positionSeconds ?? 0, attempt: 1, policy, now);
        else
            Request(state.Phase == StoryPhase.Waiting ? PlayerCommands.CardPause : PlayerCommands.CardStop, null, secondsIn: 0, attempt: 1, policy, now);
    }

    /// <summary>A command that was given up may still be obeyed, late: then story and player are together again.</summary>
    private void Arrive(PublishedStory story)
    {
        if (IsOutOfStep && story.Layout.SlotAt(PlayerAt) is { Role: SlotRole.Chapter } slot)
            Follow(slot.Chapter, StateIn(story.Graph), story);
    }

    private void Follow(int chapter, StoryState state, PublishedStory story)
    {
        IsOutOfStep = false;
        if (state.Phase == StoryPhase.Playing && state.Chapter == chapter)
            return;
        var from = NameOf(state.Chapter, story);
        StoryEngine.Follow(state, chapter);
        DueAt = null;
        Advance(state, input: "follow", from, NameOf(chapter, story), OutputKind.Play);
        _newSteps.Add(StoryStep.OfFollowing(this, from, NameOf(chapter, story), UpdatedAt));
    }

    private StoryEvent EventOf(StoryInput input, int? positionSeconds, SteeringPolicy policy, DateTimeOffset now) =>
        new(input, policy.LocalTime(now), positionSeconds * 1000, _gapMinutes, policy.IsBedtime(now));

    private void Advance(StoryState state, string input, string? from, string? to, OutputKind output)
    {
        State = StateSnapshot.Of(state).ToJson();
        Steps++;
        Raise(new StoryAdvanced(YotoAccountId, PlayerId, CardId, Id, Steps, input, from, to, output.ToString().ToLowerInvariant()));
    }

    private void Request(string command, string? chapterKey, int secondsIn, int attempt, SteeringPolicy policy, DateTimeOffset now)
    {
        Command = new PendingCommand(
            Guid.CreateVersion7(), PreviousId: Command?.Id, command, chapterKey, secondsIn, attempt, now + policy.CommandLifetime, IsInFlight: true);
        var card = command == PlayerCommands.CardStart ? YotoCardId : null;
        Raise(new PlayerCommandRequested(
            YotoAccountId, PlayerId, Command.Id, command, card, chapterKey, chapterKey, secondsIn, VolumePercent: null, Command.ExpiresAt));
    }

    private void GiveUpLostCommand(SteeringPolicy policy, DateTimeOffset now)
    {
        if (!IsCommandInFlight || now <= Command!.ExpiresAt + policy.CompletionGrace)
            return;
        Command = Command with { IsInFlight = false };
        IsOutOfStep = true;
    }

    private bool IsRepeat(PlayerObserved seen) => seen.PlayerUtc != 0 && IdentityOf(seen) == LastSeen;

    /// <summary>
    /// Older than what was seen, and about a chapter where the story is not any more: told again by somebody who took over, it would
    /// move the story backwards. An insertion always counts, for a player's clock may start anew.
    /// </summary>
    private bool IsStale(PlayerObserved seen, PublishedStory story) =>
        seen.Kind != ObservationKinds.CardInserted
        && seen.PlayerUtc != 0
        && seen.PlayerUtc < LastPlayerUtc
        && story.Layout.SlotAt(seen.PreviousChapterKey)?.Chapter != story.Graph.SlotOf(Chapter);

    private static string IdentityOf(PlayerObserved seen) =>
        $"{seen.Kind}|{seen.PreviousChapterKey}|{seen.ChapterKey}|{seen.PlayerUtc}|{seen.PositionSeconds}|{seen.CommandId}";

    private StoryState StateIn(StoryGraph graph) => State.Length == 0 ? new StoryState(graph, NewSeed()) : StateSnapshot.Parse(State).In(graph);

    private ulong NewSeed() => BitConverter.ToUInt64(Id.ToByteArray(), 8);   // The random half of the id: given once, then it runs on (R3).

    private void Touch(DateTimeOffset now)
    {
        _gapMinutes = UpdatedAt == default ? 0 : (int)Math.Clamp((now - UpdatedAt).TotalMinutes, 0, int.MaxValue);
        (UpdatedAt, Version) = (now, Version + 1);
    }

    /// <summary>The recording of the chapter that was started last.</summary>
    private string KeyHeard(int chapter, PublishedStory story) =>
        story.Layout.SlotAt(Command?.ChapterKey) is { Role: SlotRole.Chapter } slot && slot.Chapter == chapter ? slot.Key : story.Layout.KeyOf(chapter);

    private static string? NameOf(int chapter, PublishedStory story) => chapter < 0 ? null : story.Graph.Chapters[chapter].Id;

    private static string? KeyFor(StoryOutput output, PublishedStory story) =>
        output.Kind == OutputKind.Play ? story.Layout.KeyOf(output.Chapter, output.Audio) : null;   // A nudge is the question heard again.

    private static string CommandFor(OutputKind output) => output switch
    {
        OutputKind.Play => PlayerCommands.CardStart,
        OutputKind.Wait => PlayerCommands.CardPause,
        _ => PlayerCommands.CardStop,
    };
}
