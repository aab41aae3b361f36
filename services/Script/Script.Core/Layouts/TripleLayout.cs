using System.Globalization;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Layouts;

public enum SlotRole
{
    LeftBridge,
    Chapter,
    RightBridge,
}

/// <summary>One chapter of the Yoto card.</summary>
/// <param name="Key">Chapter and track key, exact (yoto-cloud §2.7).</param>
/// <param name="Role">Its part in the triple.</param>
/// <param name="Chapter">Slot of the story's chapter that it belongs to.</param>
/// <param name="Audio">The audio reference that it plays.</param>
public sealed record CardSlot(string Key, SlotRole Role, int Chapter, string Audio);

/// <summary>
/// A story on a linear card for the server to steer (yoto-cloud §5.4): each chapter that sounds is a triple left bridge, chapter,
/// right bridge. The knob turned back or forward leaves the middle for a bridge, whose sound covers the time of our answer.
/// </summary>
public sealed class TripleLayout
{
    /// <summary>100 chapters fit on a card, three each, with keys of two digits: some players stumble over three.</summary>
    public const int MaxChapters = 33;

    private readonly Dictionary<string, CardSlot> _byKey;
    private readonly ILookup<int, CardSlot> _byChapter;

    private TripleLayout(IReadOnlyList<CardSlot> slots)
    {
        Slots = slots;
        _byKey = slots.ToDictionary(slot => slot.Key, StringComparer.Ordinal);
        _byChapter = slots.Where(slot => slot.Role == SlotRole.Chapter).ToLookup(slot => slot.Chapter);
    }

    public IReadOnlyList<CardSlot> Slots { get; }

    public static Result<TripleLayout> Of(StoryGraph graph)
    {
        var sounds = graph.Chapters.SelectMany(chapter => chapter.Sounds.Select(sound => (Chapter: chapter, Sound: sound))).ToList();
        if (sounds.Count > MaxChapters)
        {
            var message = $"The story has {sounds.Count} chapters and recordings of chapters; a card has room for {MaxChapters}.";
            return Error.Conflict("story.too-large-for-card", message);
        }

        var startFirst = sounds.OrderBy(entry => entry.Chapter.Slot == graph.Start ? 0 : 1);   // Stable: the rest keeps the document's order.
        return new TripleLayout(startFirst.SelectMany(Triple).ToList());
    }

    public static Diagnostic NothingToHear(Severity severity) => new(DiagnosticCodes.Silent, "/chapters", "No chapter has audio.", severity);

    /// <summary>The key under which the card plays this chapter of the story, in this recording if it is one of the chapter's.</summary>
    public string KeyOf(int chapter, string? audio = null) =>
        (_byChapter[chapter].FirstOrDefault(slot => slot.Audio == audio) ?? _byChapter[chapter].First()).Key;

    public CardSlot? SlotAt(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    private static IEnumerable<CardSlot> Triple((Chapter Chapter, string Sound) entry, int index)
    {
        var (chapter, sound) = entry;
        var afterIt = chapter.IsQuestion ? BuiltInSounds.RightBridge : BuiltInSounds.Silence;
        yield return new CardSlot(Key((3 * index) + 1), SlotRole.LeftBridge, chapter.Slot, BuiltInSounds.LeftBridge);
        yield return new CardSlot(Key((3 * index) + 2), SlotRole.Chapter, chapter.Slot, sound);
        yield return new CardSlot(Key((3 * index) + 3), SlotRole.RightBridge, chapter.Slot, afterIt);
    }

    private static string Key(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
