using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Row 31 and section 5.4: whole stories, in both ways that a player can play them.</summary>
public sealed class FullStoryTests
{
    // A wood with three endings: left is a river, right a hill; both meet again at the hut.
    private static readonly Dictionary<string, (string? Left, string? Right)> Wood = new()
    {
        ["Gate"] = ("River", "Hill"),
        ["River"] = ("Raft", "Hut"),
        ["Hill"] = ("Hut", "Cloud"),
        ["Hut"] = ("Gate", "Home"),
        ["Raft"] = (null, null),
        ["Cloud"] = (null, null),
        ["Home"] = (null, null),
    };

    [Theory]
    [InlineData("LL", "Gate River Raft")]
    [InlineData("LRR", "Gate River Hut Home")]
    [InlineData("RLR", "Gate Hill Hut Home")]
    [InlineData("RR", "Gate Hill Cloud")]
    [InlineData("RLLLL", "Gate Hill Hut Gate River Raft")]
    public void Row_31_a_native_story_is_played_by_presses_alone_through_every_path_and_each_jump_is_reported(string presses, string path)
    {
        using var test = new PlayerUnderTest(NativeStory());
        test.Player.InsertCard(PlayerUnderTest.CardId);

        foreach (var press in presses)
        {
            test.Wait(7);
            if (press is 'L') test.Player.PressLeft();
            else test.Player.PressRight();
        }
        test.Wait(100);

        Assert.Equal(path.Split(' '), Visited(test));
        Assert.Equal("stopped", (string?)test.LastEvent["playbackStatus"]);
    }

    [Fact]
    public void Row_31_at_an_ending_presses_are_inert_and_a_question_waits_for_its_choice_however_long()
    {
        using var test = new PlayerUnderTest(NativeStory());
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(3000);
        Assert.Equal("Gate@60 stopped", test.Place);
        test.Player.PressRight();
        test.Player.PressRight();
        test.Player.PressLeft();

        Assert.Equal("Cloud@0 playing", test.Place);
    }

    [Fact]
    public void Row_31_a_target_is_the_pair_of_keys_never_one_of_them()
    {
        var card = CardJson.Card(
            CardJson.Chapter("A", CardJson.Track("1"), CardJson.Track("2")),
            CardJson.Chapter("B", CardJson.Track("1"), CardJson.Track("2"))).AsInteractive();
        card.When(0, "onLhb", CardJson.Goto("B", "2")).When(0, "onRhb", CardJson.Goto("B", "3"));
        using var test = new PlayerUnderTest(card);
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Player.PressRight();
        Assert.Equal(("A", "1"), (test.Player.State.ChapterKey, test.Player.State.TrackKey));
        test.Player.PressLeft();

        Assert.Equal(("B", "2"), (test.Player.State.ChapterKey, test.Player.State.TrackKey));
    }

    [Theory]
    [InlineData("LL", "Gate River Raft")]
    [InlineData("RLR", "Gate Hill Hut Home")]
    public void A_story_of_triples_is_led_by_a_server_that_sees_the_knob_and_starts_the_next_chapter(string turns, string path)
    {
        using var test = new PlayerUnderTest(TripleStory());
        test.Player.InsertCard(PlayerUnderTest.CardId);
        Enter(test, "Gate");

        var here = "Gate";
        foreach (var turn in turns)
        {
            test.Wait(7);
            test.Player.TurnRight(turn is 'L' ? -1 : 1);
            Assert.Equal($"{turn} {here}", (string?)test.LastEvent["chapterKey"]);   // What the server infers the choice from.
            here = (turn is 'L' ? Wood[here].Left : Wood[here].Right)!;
            Enter(test, here);
        }

        Assert.Equal(path.Split(' '), Visited(test).Where(Wood.ContainsKey));
    }

    private static void Enter(PlayerUnderTest test, string key)
    {
        test.Start($""" "chapterKey":"{key}","trackKey":"{key}","secondsIn":0 """);
        Assert.Equal($"{key}@0 playing", test.Place);
    }

    private static List<string> Visited(PlayerUnderTest test)
    {
        List<string> visited = [];
        foreach (var key in test.Events.Select(message => (string?)message["chapterKey"]).OfType<string>())
            if (visited.Count is 0 || visited[^1] != key) visited.Add(key);
        return visited;
    }

    private static JsonObject NativeStory()
    {
        var card = CardJson.WithChapters([.. Wood.Keys]).AsInteractive();
        foreach (var (index, (left, right)) in Wood.Values.Index())
        {
            card.When(index, "onEnd", new JsonObject { ["cmd"] = "stop" });
            if (left is not null) card.When(index, "onLhb", CardJson.Goto(left));
            if (right is not null) card.When(index, "onRhb", CardJson.Goto(right));
        }
        return card;
    }

    private static JsonObject TripleStory() => CardJson.WithChapters([.. Wood.Keys.SelectMany(key => new[] { $"L {key}", key, $"R {key}" })]);
}
