using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Cards.Publications;

/// <summary>Which chapters a card gets at Yoto: those of its frozen story, or its own tracks one after the other.</summary>
public sealed record CardLayout(string Name, int? StoryRevision, IReadOnlyList<LayoutSlot> Slots)
{
    public static CardLayout OfStory(FrozenStory story)
    {
        var number = 0;
        return new CardLayout(
            story.Layout,
            story.Revision,
            [.. story.Slots.Select(slot => new LayoutSlot(slot.Key, slot.Title, LabelOf(slot, ref number), slot.AudioFileId, slot.Jumps))]);
    }

    public static CardLayout OfTracks(IReadOnlyList<Track> tracks) => new(
        CardLayouts.Linear,
        StoryRevision: null,
        [.. tracks.Select((track, index) => new LayoutSlot($"{index + 1:00}", track.Title, $"{index + 1}", track.AudioFileId))]);

    /// <summary>
    /// Chapters are numbered; what lies between them shows the way that was taken, or that the story waits. Never empty: some players skip
    /// such tracks (yoto-cloud §2.7).
    /// </summary>
    private static string LabelOf(StorySlot slot, ref int number) => slot.Role switch
    {
        "left-bridge" => "<",
        "right-bridge" => ">",
        "sentinel" or "rest" => "...",
        _ => $"{++number}",
    };
}

/// <param name="Key">Exact.</param>
/// <param name="Title">Shown in Yoto's app.</param>
/// <param name="Label">Shown on the player's display.</param>
/// <param name="AudioFileId">What it plays.</param>
/// <param name="Jumps">On an interactive card: where the player goes from here.</param>
public sealed record LayoutSlot(string Key, string Title, string Label, Guid AudioFileId, SlotJumps? Jumps = null);
