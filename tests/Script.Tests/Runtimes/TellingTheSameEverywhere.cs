using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Native;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Tests.Runtimes;

/// <summary>
/// Three runtimes, one meaning (story-model §4): the player alone, the server, the preview. On random stories every string of left, right
/// and the passing of time up to length 8 is told by all of them. Strings that bring every part into a state that was there before are
/// told once: from there on nothing can differ.
/// </summary>
public sealed class TellingTheSameEverywhere
{
    private const int Length = 8;

    private static readonly StoryEvent Circumstances = new(StoryInput.Insert, new DateTime(2026, 1, 1, 12, 0, 0));

    [Fact]
    public void A_player_that_tells_a_native_card_alone_and_its_shadow_tell_what_the_preview_tells()
    {
        var told = TellAll(stories: 80, graph => NativeExpansion.Expand(graph, Circumstances, maxNodes: 2_000, maxStates: 5_000).Card is { } card
            ? NativeLayout.Of(card, Circumstances)
            : null);

        Assert.True(told > 50, $"Only {told} stories could be told natively.");
    }

    [Fact]
    public void A_player_that_the_server_steers_by_triples_tells_what_the_preview_tells() =>
        Assert.True(TellAll(stories: 40, graph => TripleLayout.Of(graph).Value) == 40);

    [Fact]
    public void A_player_that_the_server_steers_by_sentinels_tells_what_the_preview_tells() =>
        Assert.True(TellAll(stories: 40, graph => SentinelLayout.Of(graph).Value) == 40);

    /// <returns>How many stories could be laid out.</returns>
    private static int TellAll(int stories, Func<StoryGraph, StoryLayout?> layOut)
    {
        var told = 0;
        Parallel.For(0, stories, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var graph = Core.Stories.Graph(PlainStory.Write(new Random(seed)).ToJsonString());
            if (layOut(graph) is not { } layout)
                return;
            Interlocked.Increment(ref told);
            new Comparison(seed, new PublishedStory(1, graph, layout)).TellEveryString();
        });
        return told;
    }

    private sealed class Comparison(int seed, PublishedStory story)
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);
        private readonly StoryMemory _memory = new(story.Graph);

        public void TellEveryString()
        {
            var strings = new List<string> { "" };
            for (var length = 0; length <= Length; length++)
                strings = [.. strings.Where(IsNew).SelectMany(inputs => "LRE".Select(input => inputs + input))];
        }

        /// <summary>Tells the story from the beginning, and says whether it has come where it never was before.</summary>
        private bool IsNew(string inputs)
        {
            using var player = new TellingPlayer(story);
            var preview = new StoryState(story.Graph);
            player.Insert();
            StoryEngine.Step(preview, Circumstances);
            foreach (var input in inputs)
                Do(input, player, preview);
            MustBeTheSame(inputs, player, preview);
            return _known.Add($"{_memory.Of(preview)}|{preview.Phase}|{preview.IsNudging}|{_memory.Of(player.State)}|{player.State.Phase}|{player.State.IsNudging}|{player.Place}|{player.Playthrough.DueAt is null}");
        }

        private void Do(char input, TellingPlayer player, StoryState preview)
        {
            switch (input)
            {
                case 'L':
                    player.Choose(StoryInput.Left);
                    StoryEngine.Step(preview, Circumstances with { Input = StoryInput.Left });
                    break;
                case 'R':
                    player.Choose(StoryInput.Right);
                    StoryEngine.Step(preview, Circumstances with { Input = StoryInput.Right });
                    break;
                default:
                    player.LetTimePass();
                    StoryEngine.Step(preview, Circumstances with { Input = preview.Phase == StoryPhase.Playing ? StoryInput.End : StoryInput.Timeout });
                    break;
            }
        }

        private void MustBeTheSame(string inputs, TellingPlayer player, StoryState preview)
        {
            var server = player.State;
            var heard = story.Layout.SlotAt(player.Key)?.Chapter;
            var isHeard = preview.Phase != StoryPhase.Playing || heard == preview.Chapter;
            if (preview.Chapter == server.Chapter && preview.Variables.SequenceEqual(server.Variables) && isHeard)
                return;
            Assert.Fail(
                $"""
                 Story {seed} after '{inputs}' in {story.Layout.Name}: the preview is at {Describe(preview)}, the server at {Describe(server)}, the player at {player.Place}.
                 {PlainStory.Write(new Random(seed)).ToJsonString()}
                 """);
        }

        private string Describe(StoryState state) =>
            $"{(state.Chapter < 0 ? "nothing" : story.Graph.Chapters[state.Chapter].Id)} ({state.Phase}) [{string.Join(' ', state.Variables.ToArray())}]";
    }
}
