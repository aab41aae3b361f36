using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Tests.Core;

public sealed class LayingOutACard
{
    [Fact]
    public void Every_chapter_lies_between_its_bridges_and_the_start_comes_first()
    {
        var layout = Layout(Stories.Of(""" "z": { "audio_file_id": "z.mp3" }, "1": { "audio_file_id": "one.mp3", "choices": { "left": { "next_chapter": "z" } } } """));

        Assert.Equal(["01", "02", "03", "04", "05", "06"], layout.Slots.Select(slot => slot.Key));
        Assert.Equal(
            [BuiltInSounds.LeftBridge, "one.mp3", BuiltInSounds.RightBridge, BuiltInSounds.LeftBridge, "z.mp3", BuiltInSounds.Silence],
            layout.Slots.Select(slot => slot.Audio));
    }

    [Fact]
    public void A_chapter_without_audio_takes_no_place()
    {
        var layout = Layout(Stories.Of(""" "1": { "next_chapter": 2 }, "2": { "audio_file_id": "b.mp3" } """));

        Assert.Equal("b.mp3", Assert.Single(layout.Slots, slot => slot.Role == SlotRole.Chapter).Audio);
    }

    [Fact]
    public void A_question_without_audio_lies_there_with_its_nudge()
    {
        var layout = Layout(Stories.Of(""" "1": { "wait": { "nudge": "n.mp3" }, "choices": { "left": { "next_chapter": 2 } } }, "2": { "next_chapter": { "do": "stop" } } """));

        Assert.Equal("n.mp3", Assert.Single(layout.Slots, slot => slot.Role == SlotRole.Chapter).Audio);
    }

    [Fact]
    public void Every_key_leads_back_to_its_chapter()
    {
        var graph = Stories.Graph(Stories.WholeForest);
        var layout = TripleLayout.Of(graph).Value;

        foreach (var chapter in graph.Chapters)
        {
            var slot = layout.SlotAt(layout.KeyOf(chapter.Slot));
            Assert.Equal((SlotRole.Chapter, chapter.Slot), (slot!.Role, slot.Chapter));
        }

        Assert.Null(layout.SlotAt("1"));
        Assert.Null(layout.SlotAt(null));
    }

    [Theory]
    [InlineData(33, null)]
    [InlineData(34, "story.too-large-for-card")]
    public void A_card_has_room_for_33_chapters(int chapters, string? refusal)
    {
        var story = Stories.Of(string.Join(",", Enumerable.Range(1, chapters).Select(number => $$""" "{{number}}": { "audio_file_id": "a.mp3" } """)));

        Assert.Equal(refusal, TripleLayout.Of(Stories.Graph(story)).Error?.Code);
    }

    private static TripleLayout Layout(string story) => TripleLayout.Of(Stories.Graph(story)).Value;
}
