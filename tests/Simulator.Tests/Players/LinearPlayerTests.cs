using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Row 30 and the hands of row 33: a card is played track by track, the right knob moves by chapters.</summary>
public sealed class LinearPlayerTests
{
    [Fact]
    public void Row_33_an_inserted_card_plays_from_its_first_chapter_and_says_that_a_card_was_inserted()
    {
        using var test = new PlayerUnderTest();

        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal("5aB3x", (string?)test.LastEvent["cardId"]);
        Assert.Equal("card", (string?)test.LastEvent["source"]);
        Assert.Equal("01", (string?)test.LastEvent["chapterKey"]);
        Assert.Equal("playing", (string?)test.LastEvent["playbackStatus"]);
        Assert.Equal(0, (int?)test.LastEvent["position"]);
        Assert.Equal(CardJson.ChapterSeconds, (int?)test.LastEvent["trackLength"]);
    }

    [Fact]
    public void Row_30_the_end_of_a_track_leads_to_the_next_and_the_end_of_the_card_stops_with_stale_keys()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(61);
        Assert.Equal("02@1 playing", test.Place);
        test.Wait(120);

        Assert.Equal("03@60 stopped", test.Place);
        Assert.Equal("stopped", (string?)test.LastEvent["playbackStatus"]);
        Assert.Equal("03", (string?)test.LastEvent["chapterKey"]);
    }

    [Fact]
    public void Row_30_with_repeatAll_the_card_begins_again_after_its_end()
    {
        using var test = new PlayerUnderTest();
        test.Player.Config.Merge(new() { ["repeatAll"] = true });
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(181);

        Assert.Equal("01@1 playing", test.Place);
    }

    [Fact]
    public void Row_30_a_card_that_does_not_advance_stops_after_the_track()
    {
        using var test = new PlayerUnderTest(CardJson.WithChapters("01", "02").Configured("autoadvance", "none"));
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(61);

        Assert.Equal("01@60 stopped", test.Place);
    }

    [Theory]
    [InlineData(1, "02@0 playing")]
    [InlineData(2, "03@0 playing")]
    [InlineData(-1, "01@0 playing")]
    public void Row_33_the_right_knob_enters_another_chapter_at_its_start_and_back_at_the_first_restarts_it(int steps, string place)
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(20);

        test.Player.TurnRight(steps);

        Assert.Equal(place, test.Place);
    }

    [Fact]
    public void Turned_back_the_right_knob_enters_the_first_track_of_the_previous_chapter()
    {
        var twoTracks = CardJson.Chapter("01", CardJson.Track("a"), CardJson.Track("b"));
        using var test = new PlayerUnderTest(CardJson.Card(twoTracks, CardJson.Chapter("02", CardJson.Track("a"))));
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);

        test.Player.TurnRight(-1);

        Assert.Equal(("01", "a"), (test.Player.State.ChapterKey, test.Player.State.TrackKey));
    }

    [Fact]
    public void Turned_forward_in_the_last_chapter_the_right_knob_does_nothing()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(2);
        test.Wait(7);
        test.LookAway();

        test.Player.TurnRight(1);

        Assert.Equal("03@7 playing", test.Place);
        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_30_a_card_without_chapter_navigation_ignores_the_right_knob()
    {
        using var test = new PlayerUnderTest(CardJson.WithChapters("01", "02").Configured("disableChapterNav", true));
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(3);

        test.Player.TurnRight(1);

        Assert.Equal("01@3 playing", test.Place);
    }

    [Fact]
    public void Row_30_without_chapter_navigation_the_right_knob_still_goes_from_track_to_track_unless_that_is_off_too()
    {
        using var test = new PlayerUnderTest(TwoTracks().Configured("disableChapterNav", true));
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);
        test.Player.TurnRight(1);
        Assert.Equal(("01", "b"), (test.Player.State.ChapterKey, test.Player.State.TrackKey));

        using var fixedTest = new PlayerUnderTest(TwoTracks().Configured("disableChapterNav", true).Configured("disableTrackNav", true));
        fixedTest.Player.InsertCard(PlayerUnderTest.CardId);
        fixedTest.Player.TurnRight(1);
        Assert.Equal("a", fixedTest.Player.State.TrackKey);
    }

    [Fact]
    public void Row_30_a_shuffled_range_plays_as_many_of_its_chapters_as_wanted_each_once_and_the_rest_in_order()
    {
        var range = new JsonObject { ["start"] = 1, ["end"] = 4, ["limit"] = 3 };
        using var test = new PlayerUnderTest(CardJson.WithChapters("intro", "a", "b", "c", "d", "outro").Configured("shuffle", new JsonArray(range)));
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(5 * CardJson.ChapterSeconds + 1);

        var played = test.Events.Select(message => (string)message["chapterKey"]!).Distinct().ToList();
        Assert.Equal(5, played.Count);
        Assert.Equal(("intro", "outro"), (played[0], played[^1]));
        Assert.Subset(new HashSet<string> { "a", "b", "c", "d" }, played[1..^1].ToHashSet());
        Assert.Equal("stopped", test.Player.State.Status);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 9)]
    public void Row_30_a_range_that_the_card_does_not_have_is_not_shuffled(int start, int end)
    {
        var range = new JsonObject { ["start"] = start, ["end"] = end };
        using var test = new PlayerUnderTest(CardJson.WithChapters("01", "02", "03").Configured("shuffle", new JsonArray(range)));
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(121);

        Assert.Equal("03@1 playing", test.Place);
    }

    [Fact]
    public void Row_33_a_press_pauses_and_the_next_press_goes_on_from_there()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(12);

        test.Player.PressRight();
        Assert.Equal("paused", (string?)test.LastEvent["playbackStatus"]);
        test.Wait(30);
        Assert.Equal("01@12 paused", test.Place);

        test.Player.PressRight();
        Assert.Equal("playing", (string?)test.LastEvent["playbackStatus"]);
        test.Wait(1);
        Assert.Equal("01@13 playing", test.Place);
    }

    [Fact]
    public void Row_24_a_removed_card_is_reported_as_stopped_then_as_none_and_its_keys_stay_stale()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);
        test.Wait(8);
        test.LookAway();

        test.Player.RemoveCard();
        test.Player.Receive("events/request", "");

        Assert.Equal(["stopped", "stopped", "stopped"], test.Events.Select(message => (string?)message["playbackStatus"]));
        Assert.Equal(["5aB3x", "none", "none"], test.Events.Select(message => (string?)message["cardId"]));
        Assert.Equal("02", (string?)test.LastEvent["chapterKey"]);
        Assert.Equal(8, (int?)test.LastEvent["position"]);
    }

    [Fact]
    public void A_card_inserted_again_goes_on_where_it_was_left()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);
        test.Wait(20);
        test.Player.RemoveCard();

        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal("02@20 playing", test.Place);
    }

    [Fact]
    public void Row_30_after_the_resume_timeout_an_inserted_card_begins_at_the_top()
    {
        using var test = new PlayerUnderTest(CardJson.WithChapters("01", "02").Configured("resumeTimeout", 600));
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);
        test.Player.RemoveCard();

        test.Wait(601);
        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal("01@0 playing", test.Place);
    }

    [Fact]
    public void A_card_that_played_to_its_end_begins_at_the_top_when_inserted_again()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(200);
        test.Player.RemoveCard();

        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal("01@0 playing", test.Place);
    }

    [Fact]
    public void Row_30_while_nothing_is_loaded_presses_start_the_first_and_then_the_second_shortcut()
    {
        using var test = new PlayerUnderTest();
        test.Player.Config.Shortcuts = Shortcuts();

        test.Player.PressRight();
        Assert.Equal("02@0 playing", test.Place);
        Assert.Equal("remote", (string?)test.LastEvent["source"]);
        test.Player.PressRight();
        Assert.Equal("b@0 playing", test.Place);
        test.Player.PressRight();

        Assert.Equal("b@0 paused", test.Place);
    }

    [Fact]
    public void Speed_makes_playback_and_stamps_run_faster_together()
    {
        using var test = new PlayerUnderTest(speed: 20);
        test.Player.InsertCard(PlayerUnderTest.CardId);
        var startedAt = (long)test.LastEvent["eventUtc"]!;

        test.Wait(1.5);

        Assert.Equal("01@30 playing", test.Place);
        Assert.Equal([0, 5, 10, 15, 20, 25, 30], test.Events.Select(message => (int)message["position"]!));
        Assert.All(test.Events, message => Assert.Equal((int)message["position"]!, (long)message["eventUtc"]! - startedAt));
    }

    private static JsonObject TwoTracks() =>
        CardJson.Card(CardJson.Chapter("01", CardJson.Track("a"), CardJson.Track("b")), CardJson.Chapter("02", CardJson.Track("a")));

    private static JsonObject Shortcuts() => (JsonObject)JsonNode.Parse("""
        {"modes":{"day":{"content":[
          {"cmd":"track-play","params":{"card":"5aB3x","chapter":"02","track":"02"}},
          {"cmd":"track-play","params":{"card":"7cD9y","chapter":"b","track":"b"}}]}}}
        """)!;
}
