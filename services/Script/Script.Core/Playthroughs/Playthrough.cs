using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Memory;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>
/// One child's way through a story: a player, a card, a pinned revision. It moves by one step per input, tells the player where to go
/// on, and finds its place again when the player did something else.
/// </summary>
public sealed partial class Playthrough : AggregateRoot, ITenantOwned
{
    private readonly List<StoryStep> _newSteps = [];
    private int _gapMinutes;
    private SharedMemories _shared = SharedMemories.None;

    private Playthrough()
    {
    }

    public Playthrough(TenantId tenantId, Guid yotoAccountId, string playerId, string cardId, string child = "")
    {
        (Id, TenantId, YotoAccountId, PlayerId, CardId, Child) = (Guid.CreateVersion7(), tenantId, yotoAccountId, playerId, cardId, child);
    }

    public Guid Id { get; private init; }

    public TenantId TenantId { get; private init; }

    public Guid YotoAccountId { get; private set; }

    public string PlayerId { get; private init; } = "";

    public string CardId { get; private init; } = "";

    /// <summary>Who listens; empty when nobody has said.</summary>
    public string Child { get; private init; } = "";

    /// <summary>The card in Yoto's words that was inserted last.</summary>
    public string YotoCardId { get; private set; } = "";

    /// <summary>Changes only when the card is inserted: until then the player plays what it has.</summary>
    public int Revision { get; private set; }

    /// <summary>How the story lies on the card that was inserted: one of <see cref="Contracts.Cards.CardLayouts"/>.</summary>
    public string Layout { get; private set; } = "";

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

    /// <summary>What other stories have remembered meanwhile: it is taken in before a step, and brought up to date after it.</summary>
    public void Share(SharedMemories shared) => _shared = shared;

    /// <summary>Takes in what the bridge saw of this card on this player.</summary>
    public void Observe(PlayerObserved seen, PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (IsRepeat(seen) || IsStale(seen, story))
            return;
        var wasAt = PlayerAt;
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
        var reading = story.Layout.Read(new Situation(state.Phase, state.Chapter, IsCommandInFlight, IsOutOfStep, wasAt), seen);
        if (reading.Follow is { } chapter)
            Follow(chapter, state, story);
        if (reading.Input is not { } input)
            return;
        if (story.Layout is NativeLayout native)
            StepBeside(input, state, story, native, wasAt, now);
        else
            Step(input, state, story, policy, now, seen.PositionSeconds, playsAlready: seen.Kind == ObservationKinds.TrackEntered ? story.Layout.PlaysAlone(PlayerAt) : null);
    }

    /// <summary>Nobody answered a question in time (W3).</summary>
    public void RunOut(PublishedStory story, SteeringPolicy policy, DateTimeOffset now)
    {
        if (DueAt is not { } due || due > now || !IsPresent)
            return;
        Touch(now);
        Step(StoryInput.Timeout, StateIn(story.Graph), story, policy, now);
    }

    /// <summary>The card was taken out. The session stays; nothing is asked of the player until the card comes back.</summary>
    public void Leave(DateTimeOffset now)
    {
        if (!IsPresent)
            return;
        Touch(now);
        (IsPresent, DueAt, LastSeen) = (false, null, null);
        if (Layout != CardLayouts.Native)
            PlayerAt = null;   // What a player tells alone goes on there, if it goes on.
        Command = Command is null ? null : Command with { IsInFlight = false };
    }

    private void TakeUp(PlayerObserved seen, PublishedStory story)
    {
        (YotoAccountId, YotoCardId, Revision, Layout) = (seen.YotoAccountId, seen.YotoCardId!, story.Revision, story.Layout.Name);
        (IsPresent, IsOutOfStep) = (true, false);
    }

    /// <summary>The state in the revision that lies on the card now; only an insertion changes revisions (M1).</summary>
    private StoryState Migrate(PublishedStory story, DateTimeOffset now)
    {
        var from = StateRevision;
        StateRevision = story.Graph.Revision ?? story.Revision;
        if (State.Length == 0 || from == StateRevision)
            return StateIn(story.Graph);
        var (state, migrated) = SnapshotMigration.Migrate(StateSnapshot.Parse(State), from, story.Graph, StateRevision);
        _shared.Recall(state);
        _newSteps.Add(StoryStep.OfMigration(this, migrated, now));
        return state;
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

    private StoryState StateIn(StoryGraph graph)
    {
        var state = State.Length == 0 ? new StoryState(graph, NewSeed()) : StateSnapshot.Parse(State).In(graph);
        _shared.Recall(state);
        return state;
    }

    private ulong NewSeed() => BitConverter.ToUInt64(Id.ToByteArray(), 8);   // The random half of the id: given once, then it runs on (R3).

    private void Touch(DateTimeOffset now)
    {
        _gapMinutes = UpdatedAt == default ? 0 : (int)Math.Clamp((now - UpdatedAt).TotalMinutes, 0, int.MaxValue);
        (UpdatedAt, Version) = (now, Version + 1);
    }
}
