using System.Text;
using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>What holds for every story and every listener.</summary>
public sealed class AnyStory
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Unspecified);

    private static readonly string[] Choices = ["left", "right", "pause", "shake", "timeout", "end", "dial_up", "dial_down"];

    private static readonly string[] Actions = ["return", "replay", "back", "checkpoint", "restart", "resume", "stop", "wait"];

    [Fact]
    public void Whatever_is_pressed_a_step_ends_and_its_way_lies_in_the_story() => Check((graph, inputs) =>
    {
        var state = new StoryState(graph);
        foreach (var input in inputs)
        {
            var before = (state.Phase, state.Chapter);
            var trace = new StoryTrace();
            var output = StoryEngine.Step(state, new StoryEvent(input, Noon), trace);

            Assert.True(trace.Path.Count <= StoryEngine.MaxChaptersPerStep);
            Assert.All(trace.Options, option => Assert.InRange(option, 0, graph.Options.Length - 1));
            if (output.Kind == OutputKind.None)
                Assert.Equal(before, (state.Phase, state.Chapter));
            if (output.Kind == OutputKind.Play)
                Assert.Equal((StoryPhase.Playing, output.Chapter), (state.Phase, state.Chapter));
            if (trace.Options.Count == 0 && trace.Path.Count > 0 && before.Phase is not (StoryPhase.None or StoryPhase.Ended))
                Assert.Equal(before.Chapter, trace.Path[0]);
        }
    });

    [Fact]
    public void A_state_that_was_stored_and_read_goes_on_as_if_it_had_stayed() => Check((graph, inputs) =>
    {
        var stayed = new StoryState(graph, seed: 7);
        var stored = new StoryState(graph, seed: 7);
        foreach (var input in inputs)
        {
            var expected = StoryEngine.Step(stayed, new StoryEvent(input, Noon));
            stored = StateSnapshot.Parse(StateSnapshot.Of(stored).ToJson()).In(graph);
            Assert.Equal(expected, StoryEngine.Step(stored, new StoryEvent(input, Noon)));
        }

        Assert.Equal(StateSnapshot.Of(stayed).ToJson(), StateSnapshot.Of(stored).ToJson());
    });

    [Fact]
    public void On_a_players_knob_a_story_takes_the_same_way_as_in_the_preview() => Check((graph, inputs) =>
    {
        if (graph.Chapters.All(chapter => !chapter.Sounds.Any()))
            return;   // Nothing to lay on a card.
        var preview = new StoryState(graph);
        var player = new KnobPlayer(graph);
        foreach (var input in inputs.Where(input => input is StoryInput.Insert or StoryInput.Left or StoryInput.Right or StoryInput.End or StoryInput.Timeout).Prepend(StoryInput.Insert))
        {
            StoryEngine.Step(preview, new StoryEvent(input, Noon));
            player.Does(input);

            Assert.Equal((preview.Phase.ToString(), preview.Chapter < 0 ? null : graph.Chapters[preview.Chapter].Id), (player.Playthrough.Phase, player.Playthrough.Chapter));
        }
    });

    private static void Check(Action<StoryGraph, StoryInput[]> holds)
    {
        var stories = Gen.Choose(0, int.MaxValue - 1).Select(seed => RandomStory(new Random(seed)));
        var inputs = Gen.ArrayOf(Gen.Elements(Enum.GetValues<StoryInput>()), 40);
        var cases = stories.Zip(inputs).ToArbitrary();
        Prop.ForAll(cases, pair => holds(Stories.Graph(pair.Item1), pair.Item2)).QuickCheckThrowOnFailure();
    }

    private static string RandomStory(Random random)
    {
        var chapters = new StringBuilder();
        var count = random.Next(1, 8);
        for (var number = 1; number <= count; number++)
        {
            chapters.Append(number == 1 ? "" : ",").Append($"\"{number}\": {{ ");
            if (random.Next(3) > 0)
                chapters.Append($"\"audio_file_id\": \"{number}.mp3\", ");
            if (random.Next(3) == 0)
                chapters.Append("\"checkpoint\": true, ");
            var choices = Choices.Where(_ => random.Next(3) == 0).Select(choice => $"\"{choice}\": {Choice(random, count)}");
            chapters.Append($"\"choices\": {{ {string.Join(", ", choices)} }} }}");
        }

        var nudge = random.Next(2) == 0 ? """ "defaults": { "nudge": "n.mp3" }, """ : "";
        return Stories.Of(chapters.ToString(), nudge + """ "endings": { "e": { "replay_from": 1 } }, """);
    }

    private static string Choice(Random random, int chapters)
    {
        var once = random.Next(3) == 0 ? "\"once\": true, \"blocked\": \"replay\", " : "";
        var next = random.Next(5) switch
        {
            0 => $"{{ \"do\": \"{Actions[random.Next(Actions.Length)]}\" }}",
            1 => "{ \"ending\": \"e\" }",
            _ => random.Next(1, chapters + 2).ToString(),   // Now and then a chapter that does not exist.
        };
        return $"{{ {once}\"next_chapter\": {next} }}";
    }
}
