using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Rows 20, 22, 23, 24, 26, 27: what commands do, and how they are answered.</summary>
public sealed class CommandTests
{
    [Fact]
    public void Row_22_a_start_with_keys_and_secondsIn_plays_exactly_there_and_says_that_a_command_did_it()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Start(""" "chapterKey":"03","trackKey":"03","secondsIn":0 """);

        Assert.Equal("03@0 playing", test.Place);
        Assert.Equal("MQTT", (string?)test.LastEvent["source"]);
    }

    [Fact]
    public void Row_22_a_start_of_the_active_card_without_secondsIn_resumes_and_ignores_the_keys()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(10);
        test.Player.PressRight();

        test.Start(""" "chapterKey":"03","trackKey":"03" """);

        Assert.Equal("01@10 playing", test.Place);
        Assert.Contains("\"card-play\":\"OK\"", test.LastAck);
    }

    [Fact]
    public void Row_22_a_stop_keeps_the_place_so_the_same_rule_holds_after_it()
    {
        using var test = new PlayerUnderTest();
        test.Start(""" "chapterKey":"02","trackKey":"02","secondsIn":5 """);
        test.Player.Receive("card/stop", "");

        test.Start(""" "chapterKey":"03","trackKey":"03" """);

        Assert.Equal("02@5 playing", test.Place);
    }

    [Fact]
    public void Row_24_after_a_stop_keys_titles_and_position_stay_as_they_were()
    {
        using var test = new PlayerUnderTest();
        test.Start(""" "chapterKey":"02","trackKey":"02","secondsIn":5 """);
        test.Wait(4);

        test.Player.Receive("card/stop", "");
        test.Wait(60);
        test.Player.Receive("events/request", "");

        Assert.Equal("stopped", (string?)test.LastEvent["playbackStatus"]);
        Assert.Equal(("5aB3x", "02", "02"), ((string?)test.LastEvent["cardId"], (string?)test.LastEvent["chapterKey"], (string?)test.LastEvent["trackKey"]));
        Assert.Equal(("Chapter 02", "Track 02", 9), ((string?)test.LastEvent["chapterTitle"], (string?)test.LastEvent["trackTitle"], (int?)test.LastEvent["position"]));
        Assert.Equal((60, "MQTT"), ((int?)test.LastEvent["trackLength"], (string?)test.LastEvent["source"]));
    }

    [Fact]
    public void Row_24_the_sleep_timer_leaves_them_too()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.TurnRight(1);
        test.Player.Receive("sleep-timer/set", """{"seconds":7}""");

        test.Wait(8);

        Assert.Equal(("stopped", "02", 7), ((string?)test.LastEvent["playbackStatus"], (string?)test.LastEvent["chapterKey"], (int?)test.LastEvent["position"]));
    }

    [Theory]
    [InlineData(""" "chapterKey":"3","trackKey":"03","secondsIn":0 """)]
    [InlineData(""" "chapterKey":"03","trackKey":"3","secondsIn":0 """)]
    public void Row_23_keys_that_do_not_match_exactly_are_answered_with_FAIL_and_change_nothing(string keys)
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(4);
        test.LookAway();

        test.Start(keys);

        Assert.Equal("01@4 playing", test.Place);
        Assert.Contains("\"card-play\":\"FAIL\"", test.LastAck);
        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_23_a_card_of_another_family_is_answered_with_FAIL()
    {
        using var test = new PlayerUnderTest();

        test.Start(""" "secondsIn":0 """, card: "XXXXX");

        Assert.Contains("\"card-play\":\"FAIL\"", test.LastAck);
    }

    [Fact]
    public void The_answer_has_the_command_first_and_the_request_text_last_verbatim()
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive("events/request", "interactive-17");

        Assert.Equal("""{"events":"OK","req_body":"interactive-17"}""", test.LastAck);
    }

    [Theory]
    [InlineData("card/pause", "card-pause")]
    [InlineData("card-pause", "card-pause")]
    [InlineData("set-volume", "set-volume")]
    [InlineData("no/such", "no/such")]
    public void Commands_of_today_and_of_older_firmware_are_answered_with_the_key_that_players_use(string command, string key)
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive(command, """{"volume":44}""");

        Assert.Contains($"\"{key}\":", test.LastAck);
    }

    [Theory]
    [InlineData(44, 7)]
    [InlineData(43, 6)]
    [InlineData(100, 16)]
    [InlineData(0, 0)]
    public void Row_20_a_volume_in_percent_reaches_the_step_below_it(int percent, int step)
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive("volume/set", $$"""{"volume":{{percent}}}""");

        Assert.Equal($$"""{"volume":{{step}},"volumeMax":16,"eventUtc":1767268800}""", test.LastEvent.ToJsonString());
    }

    [Fact]
    public void Row_20_the_percent_that_clients_send_for_a_step_reaches_exactly_that_step()
    {
        using var test = new PlayerUnderTest();

        for (var step = 0; step <= 16; step++)
        {
            test.Player.Receive("volume/set", $$"""{"volume":{{Math.Ceiling(step * 6.25)}}}""");
            Assert.Equal(step, test.Player.State.Volume);
        }
    }

    [Fact]
    public void Row_20_the_volume_stops_at_the_limit_and_no_change_is_no_event()
    {
        using var test = new PlayerUnderTest();
        test.Player.Config.Merge(new() { ["maxVolumeLimit"] = "10" });
        test.Player.ApplySettings();
        test.Player.TurnLeft(9);
        Assert.Equal(10, test.Player.State.Volume);
        test.LookAway();

        test.Player.TurnLeft(1);
        test.Player.Receive("volume/set", """{"volume":100}""");

        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_26_the_sleep_timer_counts_down_and_stops_the_player()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.Receive("sleep-timer/set", """{"seconds":20}""");

        test.Wait(5);
        Assert.Equal(15, (int?)test.LastEvent["sleepTimerSeconds"]);
        test.Wait(15);

        Assert.Equal("01@20 stopped", test.Place);
        Assert.False((bool?)test.LastEvent["sleepTimerActive"]);
    }

    [Fact]
    public void Row_27_cutOff_stops_at_that_position()
    {
        using var test = new PlayerUnderTest();

        test.Start(""" "chapterKey":"01","trackKey":"01","secondsIn":10,"cutOff":25 """);
        test.Wait(30);

        Assert.Equal("01@25 stopped", test.Place);
    }

    [Theory]
    [InlineData("turn right")]
    [InlineData("press right")]
    [InlineData("press left")]
    [InlineData("hold left")]
    [InlineData("hold right")]
    public void Row_27_with_anyButtonStop_a_button_stops_instead_of_doing_its_own(string hand)
    {
        using var test = new PlayerUnderTest();
        test.Start(""" "chapterKey":"01","trackKey":"01","secondsIn":0,"anyButtonStop":true """);
        test.Wait(6);

        Action act = hand switch
        {
            "turn right" => () => test.Player.TurnRight(1),
            "press right" => test.Player.PressRight,
            "press left" => test.Player.PressLeft,
            _ => () => test.Player.Hold(hand is "hold left"),
        };
        act();

        Assert.Equal("01@6 stopped", test.Place);
    }

    [Theory]
    [InlineData("card/start", "not json")]
    [InlineData("card/start", "[1]")]
    [InlineData("card/start", """{"uri":17}""")]
    [InlineData("volume/set", """{"volume":"loud"}""")]
    [InlineData("sleep-timer/set", """{"seconds":-1}""")]
    [InlineData("volume/set", """{"volume":1,"volume":2}""")]
    public void A_command_that_makes_no_sense_is_answered_with_FAIL(string command, string payload)
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive(command, payload);

        Assert.Contains("\"FAIL\"", test.LastAck);
    }
}
