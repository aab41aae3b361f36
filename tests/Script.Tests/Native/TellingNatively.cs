using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Tests.Core;

namespace YotoSmartStream.Stories.Tests.Native;

/// <summary>Three runtimes, one meaning: the player alone, the server, the preview.</summary>
public sealed class TellingNatively
{
    private const int Length = 8;

    private static readonly StoryEvent Circumstances = new(StoryInput.Insert, new DateTime(2026, 1, 1, 12, 0, 0));

    [Fact]
    public void A_player_alone_its_shadow_and_the_preview_tell_the_same_for_all_inputs_up_to_length_8()
    {
        var told = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = Core.Stories.Graph(PlainStory(new Random(seed)).ToJsonString());
            if (NativeExpansion.Expand(graph, Circumstances, maxNodes: 2_000, maxStates: 5_000).Card is not { } card)
                continue;
            told++;
            var preview = new StoryState(graph);
            StoryEngine.Step(preview, Circumstances);
            Explore(seed, card, new InteractivePlayer(card), Begun(card, graph), preview, "");
        }

        Assert.True(told > 200, $"Only {told} of 300 stories could be told natively.");
    }

    [Fact]
    public void The_server_and_the_preview_tell_the_same()
    {
        var told = 0;
        for (var seed = 0; seed < 300; seed++)
        {
            var graph = Core.Stories.Graph(PlainStory(new Random(seed)).ToJsonString());
            if (graph.Chapters.Any(chapter => !chapter.Sounds.Any()))
                continue;   // A place to wait that lies nowhere on the card.
            told++;
            var random = new Random(seed);
            for (var round = 0; round < 40; round++)
                TellOnServer(seed, graph, [.. Enumerable.Range(0, Length).Select(_ => random.Next(3))]);
        }

        Assert.True(told > 50, $"Only {told} stories were told.");
    }

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

        var shadow = new ShadowExecution(card, new StoryState(graph), Circumstances);
        shadow.Observe(card.Nodes[0].Key);
        shadow.Observe(card.Nodes[card.Nodes[0].OnRight].Key);

        Assert.Equal(2, shadow.State.Variables[0]);
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

    private static StoryState Begun(NativeCard card, StoryGraph graph)
    {
        var shadow = new ShadowExecution(card, new StoryState(graph), Circumstances);
        shadow.Observe(card.Nodes[0].Key);
        return shadow.State;
    }

    private static void Explore(int seed, NativeCard card, InteractivePlayer player, StoryState shadow, StoryState preview, string inputs)
    {
        Same(seed, inputs, preview, player.At.Chapter, shadow);
        if (inputs.Length == Length)
            return;
        foreach (var input in "LRE")
        {
            var before = player.At.Key;
            var next = player.Copy();
            var (expected, observer) = (preview.Copy(), shadow.Copy());
            Do(input, next, expected);
            if (next.At.Key != before || Repeats(card, player.At, input))   // What the server sees is a key that changes or begins anew.
                ShadowExecution.Resume(card, observer, Circumstances, before).Observe(next.At.Key);
            Explore(seed, card, next, observer, expected, inputs + input);
        }
    }

    private static bool Repeats(NativeCard card, NativeNode node, char input)
    {
        var own = card.IndexOf(node.Key);
        return input switch { 'L' => node.OnLeft == own, 'R' => node.OnRight == own, _ => node.OnEnd == own };
    }

    private static void Do(char input, InteractivePlayer player, StoryState preview)
    {
        switch (input)
        {
            case 'L':
                player.PressLeft();
                StoryEngine.Step(preview, Circumstances with { Input = StoryInput.Left });
                break;
            case 'R':
                player.PressRight();
                StoryEngine.Step(preview, Circumstances with { Input = StoryInput.Right });
                break;
            default:
                player.LetTimePass();
                LetTimePass(preview);
                break;
        }
    }

    private static void LetTimePass(StoryState preview)
    {
        if (preview.Phase == StoryPhase.Playing)
            StoryEngine.Step(preview, Circumstances with { Input = StoryInput.End });
        else if (preview.Phase == StoryPhase.Waiting)
            StoryEngine.Step(preview, Circumstances with { Input = StoryInput.Timeout });
    }

    private static void Same(int seed, string inputs, StoryState preview, int nativeChapter, StoryState shadow)
    {
        if (preview.Chapter != nativeChapter || preview.Chapter != shadow.Chapter || !preview.Variables.SequenceEqual(shadow.Variables))
            Assert.Fail($"Story {seed} after '{inputs}': preview {preview.Chapter} [{string.Join(' ', preview.Variables.ToArray())}], native {nativeChapter}, shadow {shadow.Chapter} [{string.Join(' ', shadow.Variables.ToArray())}].\n{PlainStory(new Random(seed)).ToJsonString()}");
    }

    private static void TellOnServer(int seed, StoryGraph graph, int[] inputs)
    {
        var preview = new StoryState(graph);
        var player = new KnobPlayer(graph);
        foreach (var input in inputs.Select(number => (StoryInput?)(number == 0 ? StoryInput.Left : number == 1 ? StoryInput.Right : null)).Prepend(StoryInput.Insert))
        {
            var happens = input ?? (preview.Phase == StoryPhase.Playing ? StoryInput.End : StoryInput.Timeout);
            StoryEngine.Step(preview, Circumstances with { Input = happens });
            player.Does(happens);
            var chapter = preview.Chapter < 0 ? null : graph.Chapters[preview.Chapter].Id;
            Assert.True(chapter == player.Playthrough.Chapter, $"Story {seed}: preview is at {chapter}, the server at {player.Playthrough.Chapter}.\n{PlainStory(new Random(seed)).ToJsonString()}");
        }
    }

    /// <summary>A story without chance and clock, with small variables: what a player can tell alone.</summary>
    private static JsonObject PlainStory(Random random)
    {
        var count = random.Next(2, 6);
        var chapters = new JsonObject();
        for (var number = 1; number <= count; number++)
        {
            var chapter = new JsonObject { ["audio_file_id"] = $"{number}.mp3" };
            if (random.Next(3) == 0)
                chapter["on_enter"] = new JsonArray(Effect(random));
            if (random.Next(4) == 0)
                chapter["wait"] = new JsonObject { ["nudge"] = "n.mp3", ["max_nudges"] = random.Next(3) };
            if (random.Next(4) == 0)
                chapter["checkpoint"] = true;
            var choices = new JsonObject();
            foreach (var kind in new[] { "left", "right", "end", "timeout" }.Where(_ => random.Next(3) > 0))
                choices[kind] = random.Next(3) == 0 ? new JsonArray(Option(random, count), Option(random, count)) : Option(random, count);
            chapter["choices"] = choices;
            chapters[number.ToString()] = chapter;
        }

        return new JsonObject
        {
            ["version"] = "2.0",
            ["card_id"] = "tale",
            ["variables"] = new JsonObject { ["n"] = new JsonObject { ["type"] = "int", ["min"] = 0, ["max"] = 2 }, ["b"] = new JsonObject { ["type"] = "bool" } },
            ["endings"] = new JsonObject { ["good"] = new JsonObject { ["replay_from"] = 1 }, ["sad"] = new JsonObject() },
            ["chapters"] = chapters,
        };
    }

    private static JsonObject Option(Random random, int chapters)
    {
        var option = new JsonObject
        {
            ["next_chapter"] = random.Next(10) switch
            {
                0 => new JsonObject { ["ending"] = random.Next(2) == 0 ? "good" : "sad" },
                1 => new JsonObject { ["do"] = new[] { "replay", "back", "checkpoint", "stop", "wait", "return", "restart" }[random.Next(7)] },
                2 => new JsonObject { ["call"] = random.Next(1, chapters + 1) },
                3 => new JsonObject { ["pick"] = new JsonArray(new JsonObject { ["to"] = 1 }, new JsonObject { ["to"] = chapters }), ["mode"] = "cycle" },
                _ => random.Next(1, chapters + 1),
            },
        };
        if (random.Next(3) == 0)
            option["when"] = new[] { "n < 2", "b", "not b", "n == 1 or b" }[random.Next(4)];
        if (random.Next(4) == 0)
            option["once"] = true;
        if (random.Next(3) == 0)
            option["effects"] = new JsonArray(Effect(random));
        return option;
    }

    private static JsonObject Effect(Random random) => random.Next(3) switch
    {
        0 => new JsonObject { ["toggle"] = "b" },
        1 => new JsonObject { ["set"] = new JsonObject { ["n"] = random.Next(3) } },
        _ => new JsonObject { ["add"] = new JsonObject { ["n"] = 1 } },
    };
}
