using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>States outlive the code that wrote them: children come back after weeks.</summary>
public sealed class KeepingAState
{
    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0);

    private static readonly StoryGraph Graph = Stories.Graph(Stories.Of("""
        "1": { "audio_file_id": "a.mp3", "checkpoint": "camp", "choices": { "left": { "once": true, "next_chapter": 2 }, "right": { "next_chapter": 2 } } },
        "2": { "audio_file_id": "b.mp3", "choices": { "left": { "next_chapter": { "do": "checkpoint", "name": "camp" } } } }
        """, """ "collectibles": { "shell": {} }, "endings": { "home": {} }, """));

    [Fact]
    public void A_state_of_the_first_version_goes_on_where_it_was()
    {
        var state = StateSnapshot.Parse("""
            { "v": 1, "phase": "Waiting", "chapter": "2", "nudges": 1, "random": "00000000000000ff", "visits": { "1": 1, "2": 3 }, "used": [ "/chapters/1/choices/left" ],
              "history": [ "1", "2" ], "checkpoints": [ "camp", "1" ], "collected": [ "shell", "pearl" ], "endings": [ "home" ] }
            """).In(Graph);

        Assert.Equal((StoryPhase.Waiting, 1, 1, 0xffUL), (state.Phase, state.Chapter, (int)state.NudgesHeard, state.Random));
        Assert.Equal((1, 3, true), (state.VisitsOf(0), state.VisitsOf(1), state.IsUsedUp(Graph.Chapters[0].OptionsFor(StoryInput.Left)[0].Slot)));
        Assert.Equal(["home"], state.EndingsSeen);
        Assert.Equal("a.mp3", StoryEngine.Step(state, new StoryEvent(StoryInput.Left, Noon)).Audio);
        Assert.Contains("pearl", StateSnapshot.Of(state).ToJson());   // Never lost, also under a name that this revision does not have.
    }

    [Fact]
    public void Half_a_state_of_the_first_version_is_taken_for_what_it_holds()
    {
        var state = StateSnapshot.Parse("""{ "v": 1, "phase": "Dreaming", "random": "xyz", "checkpoints": [ "camp" ] }""").In(Graph);

        Assert.Equal((StoryPhase.None, -1, 0UL, 0), (state.Phase, state.Chapter, state.Random, state.Checkpoints.Length));
    }

    [Theory]
    [InlineData("""{ "v": 3, "p": 1 }""")]
    [InlineData("""{ "p": 1 }""")]
    public void A_state_that_a_newer_version_wrote_is_never_overwritten_by_an_older_one(string json) =>
        Assert.Throws<InvalidOperationException>(() => StateSnapshot.Parse(json));

    [Fact]
    public void A_state_takes_less_than_a_kilobyte()
    {
        var sizes = Enumerable.Range(0, 200).Select(seed => SizeAfterAWalk(new Random(seed))).Order().ToList();

        Assert.InRange(sizes[(int)(sizes.Count * 0.95)], 1, 1024);
    }

    /// <summary>Forty chapters, two hundred events.</summary>
    private static int SizeAfterAWalk(Random random)
    {
        var chapters = Enumerable.Range(1, 40).Select(number =>
            $$""" "{{number}}": { "audio_file_id": "{{number}}.mp3", "choices": { "left": { "next_chapter": {{random.Next(1, 41)}} }, "right": { "once": true, "next_chapter": {{random.Next(1, 41)}} } } } """);
        var state = new StoryState(Stories.Graph(Stories.Of(string.Join(",", chapters))));
        StoryEngine.Step(state, new StoryEvent(StoryInput.Insert, Noon));
        for (var step = 0; step < 200; step++)
            StoryEngine.Step(state, new StoryEvent(random.Next(2) == 0 ? StoryInput.Left : StoryInput.Right, Noon));
        return StateSnapshot.Of(state).ToJson().Length;
    }
}
