using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;
using YotoSmartStream.Stories.Tests.Runtimes;

namespace YotoSmartStream.Stories.Tests.Native;

/// <summary>What a player can tell alone, and on how many chapters of a card.</summary>
public sealed class TellingNatively
{
    private static readonly StoryEvent Circumstances = new(StoryInput.Insert, new DateTime(2026, 1, 1, 12, 0, 0));

    [Fact]
    public void The_forest_needs_one_chapter_of_the_card_for_each_of_its_own_and_nothing_else()
    {
        var card = Expand(Core.Stories.WholeForest);

        Assert.Equal(["1", "2", "3", "4", "5"], card.Nodes.Select(node => node.Key).Order());
        Assert.Equal((card.IndexOf("2"), card.IndexOf("3"), NativeNode.Nothing), (card.Nodes[0].OnLeft, card.Nodes[0].OnRight, card.Nodes[0].OnEnd));
    }

    [Fact]
    public void A_story_that_remembers_gets_copies_only_where_its_memory_matters()
    {
        var card = Expand(Core.Stories.Of("""
            "1": { "audio_file_id": "hall.mp3", "choices": {
              "left": { "next_chapter": 2 },
              "right": [ { "when": "key", "next_chapter": 3 }, { "next_chapter": 1 } ] } },
            "2": { "audio_file_id": "cellar.mp3", "on_enter": [ { "set": { "key": true } } ], "next_chapter": 1 },
            "3": { "audio_file_id": "tower.mp3" }
            """, """ "variables": { "key": { "type": "bool" } }, """));

        Assert.Equal(["1", "1 2", "2", "3"], card.Nodes.Select(node => node.Key).Order());
    }

    [Fact]
    public void Two_ways_with_different_effects_into_one_chapter_get_two_keys_so_that_the_way_stays_visible()
    {
        var graph = Core.Stories.Graph(Core.Stories.Of("""
            "1": { "audio_file_id": "a.mp3", "choices": {
              "left": { "effects": [ { "set": { "n": 1 } } ], "next_chapter": 2 },
              "right": { "effects": [ { "set": { "n": 2 } } ], "next_chapter": 2 } } },
            "2": { "audio_file_id": "b.mp3" }
            """, """ "variables": { "n": { "type": "int", "min": 0, "max": 2 } }, """));
        var card = NativeExpansion.Expand(graph, Circumstances, 100, 100).Card!;
        Assert.NotEqual(card.Nodes[0].OnLeft, card.Nodes[0].OnRight);

        using var player = new TellingPlayer(new PublishedStory(1, graph, NativeLayout.Of(card, Circumstances)));
        player.Insert();
        player.Choose(StoryInput.Right);

        Assert.Equal(2, player.State.Variables[0]);
    }

    [Theory]
    [InlineData(""" "1": { "audio_file_id": "a.mp3", "next_chapter": { "pick": [ { "to": 1 }, { "to": 2 } ] } }, "2": { "audio_file_id": "b.mp3" } """, "Chance")]
    [InlineData(""" "1": { "audio_file_id": "a.mp3", "on_enter": [ { "add": { "n": 1 } } ], "next_chapter": 1 } """, "states")]
    public void A_story_that_a_player_cannot_tell_alone_says_why(string chapters, string reason)
    {
        var graph = Core.Stories.Graph(Core.Stories.Of(chapters, """ "variables": { "n": { "type": "int", "min": 0, "max": 9999 } }, """));

        Assert.Contains(reason, NativeExpansion.Expand(graph, Circumstances, 100, 1_000).Reason);
    }

    [Fact]
    public void Each_chapter_says_where_it_can_run()
    {
        var graph = Core.Stories.Graph(Core.Stories.Of("""
            "1": { "audio_file_id": "a.mp3", "next_chapter": 2 },
            "2": { "audio_file_id": "b.mp3", "choices": { "left": { "once": true, "next_chapter": 3 } } },
            "3": { "audio_file_id": "c.mp3", "next_chapter": { "first": [ { "when": "hour() > 18", "to": 1 } ], "else": 4 } },
            "4": { "audio_file_id": "d.mp3", "choices": { "shake": { "next_chapter": 1 }, "left": { "next_chapter": 1 } } }
            """));

        Assert.Equal([ChapterClass.Static, ChapterClass.Expandable, ChapterClass.Bakeable, ChapterClass.Dynamic], ChapterClasses.Of(graph).Select(report => report.Class));
        Assert.Equal("shake does nothing", Assert.Single(ChapterClasses.Of(graph)[3].OfflineLoses));
    }

    private static NativeCard Expand(string story)
    {
        var result = NativeExpansion.Expand(Core.Stories.Graph(story), Circumstances, 100, 5_000);
        return result.Card ?? throw new InvalidOperationException(result.Reason);
    }
}
