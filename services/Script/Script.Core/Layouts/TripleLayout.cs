using System.Globalization;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Layouts;

/// <summary>
/// A story on a linear card for the server to steer (yoto-cloud §5.4): each chapter that sounds is a triple left bridge, chapter,
/// right bridge. The knob turned back or forward leaves the middle for a bridge, whose sound covers the time of our answer.
/// </summary>
public sealed class TripleLayout : StoryLayout
{
    /// <summary>100 chapters fit on a card, three each, and one behind the last; keys have two digits, for some players stumble over three.</summary>
    public const int MaxChapters = 33;

    private TripleLayout(IReadOnlyList<CardSlot> slots)
        : base(CardLayouts.Triples, slots)
    {
    }

    public override bool IsSteered => true;

    public static Result<TripleLayout> Of(StoryGraph graph)
    {
        var sounds = SoundsOf(graph);
        if (sounds.Count > MaxChapters)
        {
            var message = $"The story has {sounds.Count} chapters and recordings of chapters; a card has room for {MaxChapters}.";
            return Error.Conflict("story.too-large-for-card", message);
        }

        return new TripleLayout([.. sounds.SelectMany(Triple), .. Closing(sounds)]);
    }

    public override Reading Read(Situation situation, PlayerObserved seen) => ObservationTable.Read(this, situation, seen);

    private static IEnumerable<CardSlot> Triple((Chapter Chapter, string Sound) entry, int index)
    {
        var (chapter, sound) = entry;
        var afterIt = chapter.IsQuestion ? BuiltInSounds.RightBridge : BuiltInSounds.Silence;
        yield return new CardSlot(Key((3 * index) + 1), SlotRole.LeftBridge, chapter.Slot, BuiltInSounds.LeftBridge);
        yield return new CardSlot(Key((3 * index) + 2), SlotRole.Chapter, chapter.Slot, sound);
        yield return new CardSlot(Key((3 * index) + 3), SlotRole.RightBridge, chapter.Slot, afterIt);
    }

    /// <summary>A question that waits at the end of the card needs something behind it: beyond the last chapter a player does not turn.</summary>
    private static IEnumerable<CardSlot> Closing(IReadOnlyList<(Chapter Chapter, string Sound)> sounds)
    {
        if (sounds is [.., { Chapter.IsQuestion: true } last])
            yield return new CardSlot(Key((3 * sounds.Count) + 1), SlotRole.RightBridge, last.Chapter.Slot, BuiltInSounds.RightBridge);
    }

    private static string Key(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
