using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>What a chapter of the Yoto card is for the story.</summary>
public enum SlotRole
{
    LeftBridge,

    /// <summary>A chapter of the story is heard.</summary>
    Chapter,

    RightBridge,

    /// <summary>A choice rests here until the server has answered it (story-model §4).</summary>
    Sentinel,

    /// <summary>A silence in which the story waits or has stopped.</summary>
    Rest,
}

/// <summary>One chapter of the Yoto card.</summary>
/// <param name="Key">Chapter and track key, exact (yoto-cloud §2.7).</param>
/// <param name="Role">Its part in the layout.</param>
/// <param name="Chapter">Slot of the story's chapter that it belongs to, -1 for none.</param>
/// <param name="Audio">The audio reference that it plays.</param>
/// <param name="Jumps">On an interactive card: where the player goes from here by itself.</param>
public sealed record CardSlot(string Key, SlotRole Role, int Chapter, string Audio, SlotJumps? Jumps = null);

/// <summary>
/// A story as the chapters of one Yoto card, and the way back: what the player reports of that card becomes what the story understands.
/// </summary>
public abstract class StoryLayout
{
    private readonly Dictionary<string, CardSlot> _byKey;
    private readonly ILookup<int, CardSlot> _byChapter;

    private protected StoryLayout(string name, IReadOnlyList<CardSlot> slots)
    {
        (Name, Slots) = (name, slots);
        _byKey = slots.ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        _byChapter = slots.Where(slot => slot.Role == SlotRole.Chapter).ToLookup(slot => slot.Chapter);
    }

    /// <summary>One of <see cref="Contracts.Cards.CardLayouts"/>.</summary>
    public string Name { get; }

    /// <summary>The server decides where the player goes on; otherwise it only follows what the player does alone.</summary>
    public abstract bool IsSteered { get; }

    public IReadOnlyList<CardSlot> Slots { get; }

    public CardSlot? SlotAt(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>The story's chapter that is heard at a key; null where none is.</summary>
    public int? ChapterAt(string? key) => SlotAt(key) is { Role: SlotRole.Chapter } slot ? slot.Chapter : null;

    /// <summary>The key under which the card plays this chapter of the story, in this recording if it is one of the chapter's.</summary>
    public string KeyOf(int chapter, string? audio = null) =>
        (_byChapter[chapter].FirstOrDefault(slot => slot.Audio == audio) ?? _byChapter[chapter].First()).Key;

    /// <summary>The key, if the player can jump there without having been asked to, so that it need not be asked any more.</summary>
    public virtual string? PlaysAlone(string? key) => null;

    /// <summary>How soon the player must be told where to go on from a key, before it goes on by itself; null where it does not.</summary>
    public virtual TimeSpan? AnswerWithin(string? key) => null;

    public abstract Reading Read(Situation situation, PlayerObserved seen);

    /// <summary>What lies on the card, the start first; otherwise in the document's order.</summary>
    private protected static IReadOnlyList<(Chapter Chapter, string Sound)> SoundsOf(StoryGraph graph) =>
        [.. graph.Chapters.SelectMany(chapter => chapter.Sounds.Select(sound => (chapter, sound))).OrderBy(entry => entry.chapter.Slot == graph.Start ? 0 : 1)];
}

/// <summary>What a playthrough knows when an observation comes in.</summary>
/// <param name="Phase">Of the story.</param>
/// <param name="Chapter">Slot of the current chapter, -1 without one.</param>
/// <param name="IsCommandInFlight">The story has asked the player for something and does not know yet what became of it.</param>
/// <param name="IsOutOfStep">The player did not do what it was asked for, and may be anywhere.</param>
/// <param name="PlayerAt">The key that the player reported before.</param>
public readonly record struct Situation(StoryPhase Phase, int Chapter, bool IsCommandInFlight, bool IsOutOfStep, string? PlayerAt = null)
{
    public bool IsResting => Phase is StoryPhase.Waiting or StoryPhase.Stopped or StoryPhase.Ended;
}

/// <summary>What an observation means: first a chapter to follow to, then an input; either may be missing.</summary>
/// <param name="Follow">Slot of the chapter that the player plays by itself.</param>
/// <param name="Input">What the child or the audio did.</param>
public readonly record struct Reading(int? Follow, StoryInput? Input)
{
    public static Reading Nothing { get; } = new(null, null);

    public static Reading Means(StoryInput input) => new(null, input);

    /// <summary>The player plays this chapter; nothing if the story is there already.</summary>
    public static Reading Follows(int chapter, Situation situation) =>
        situation is { Phase: StoryPhase.Playing, IsOutOfStep: false } && situation.Chapter == chapter ? Nothing : new Reading(chapter, null);
}
