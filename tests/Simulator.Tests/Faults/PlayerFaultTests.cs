using YotoSmartStream.Simulation.Faults;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Faults;

/// <summary>The switchable faults of rows 17, 18, 25, 30 and 31, and the commands that are lost.</summary>
public sealed class PlayerFaultTests
{
    [Fact]
    public void Row_17_with_the_window_off_events_come_unasked()
    {
        using var test = new PlayerUnderTest();
        test.Wait(301);
        test.Player.TurnLeft(1);
        Assert.Empty(test.Events);

        test.Faults.SwitchOn(new Fault { Kind = FaultKind.EventWindowOff });
        test.Player.TurnLeft(1);

        Assert.Single(test.Events);
    }

    [Fact]
    public void F10_withheld_events_never_come_while_commands_are_answered()
    {
        using var test = new PlayerUnderTest();
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.EventsWithheld });

        test.Player.Receive("events/request", "");
        test.Player.TurnLeft(1);

        Assert.Empty(test.Events);
        Assert.Contains("OK", test.LastAck);
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.3, 2)]
    public void Row_18_a_second_status_request_within_the_reply_time_is_dropped(double secondsBetween, int replies)
    {
        using var test = new PlayerUnderTest();
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.StatusDropped, Probability = 1 });

        test.Player.Receive("status/request", "");
        test.Wait(secondsBetween);
        test.Player.Receive("status/request", "");
        test.Wait(1);

        Assert.Equal(replies, test.On("data/status").Count);
    }

    [Fact]
    public void Row_18_without_the_fault_both_are_answered_after_the_reply_time()
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive("status/request", "");
        test.Player.Receive("status/request", "");
        Assert.Empty(test.On("data/status"));
        test.Wait(0.4);

        Assert.Equal(2, test.On("data/status").Count);
    }

    [Fact]
    public void Row_25_the_older_pair_comes_every_300_seconds_the_partial_without_a_version_first()
    {
        using var test = new PlayerUnderTest();
        test.Wait(601);
        Assert.Empty(test.On("status"));

        test.Faults.SwitchOn(new Fault { Kind = FaultKind.OlderStatusPair });
        test.Player.ApplySettings();

        test.Wait(601);

        Assert.Equal(3, test.On("status").Count);
        Assert.Equal(3, test.On("data/status").Count);
        var partial = test.On("status")[0]["status"]!.AsObject();
        Assert.False(partial.ContainsKey("statusVersion"));
        Assert.NotNull(partial["battery"]);
        Assert.False(test.On("data/status")[0]["status"]!.AsObject().ContainsKey("temp"));
    }

    [Fact]
    public void Row_30_switched_to_skip_tracks_without_label_the_player_passes_over_them()
    {
        var unlabelled = CardJson.Track("b");
        unlabelled.Remove("overlayLabel");
        using var test = new PlayerUnderTest(CardJson.Card(CardJson.Chapter("01", CardJson.Track("a"), unlabelled, CardJson.Track("c"))));
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.UnlabelledSkipped, PlayerId = test.Player.Id });
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(61);

        Assert.Equal("c", test.Player.State.TrackKey);
    }

    [Fact]
    public void Row_31_in_silent_mode_jumps_are_made_and_not_told()
    {
        using var test = new PlayerUnderTest(CardJson.Interactive());
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.InteractiveSilent });
        test.Player.InsertCard(PlayerUnderTest.CardId);
        Assert.Equal("Start", (string?)test.LastEvent["chapterKey"]);
        test.LookAway();

        test.Player.PressLeft();
        test.Wait(20);

        Assert.Equal("Cave", test.Player.State.ChapterKey);
        Assert.Empty(test.Events);
    }

    [Fact]
    public void A_lost_command_is_neither_done_nor_answered()
    {
        using var test = new PlayerUnderTest();
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.CommandsLost, Times = 1 });

        test.Start(""" "secondsIn":0 """);
        Assert.Null(test.LastAck);
        Assert.Null(test.Player.State.ActiveCardId);
        test.Start(""" "secondsIn":0 """);

        Assert.Contains("OK", test.LastAck);
    }

    [Fact]
    public void F9_a_late_command_is_obeyed_and_answered_late_and_those_behind_it_wait()
    {
        using var test = new PlayerUnderTest();
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.CommandsLate, Seconds = 5, Times = 1 });

        test.Start(""" "secondsIn":0 """);
        test.Player.Receive("card/pause", "");
        test.Wait(4.9);
        Assert.Null(test.LastAck);
        test.Wait(0.2);

        Assert.Equal("01@0 paused", test.Place);
        Assert.Contains("card-pause", test.LastAck);
    }

    [Fact]
    public void A_fault_of_another_player_does_nothing()
    {
        using var test = new PlayerUnderTest();
        test.Faults.SwitchOn(new Fault { Kind = FaultKind.CommandsLost, PlayerId = "yAnother" });

        test.Start(""" "secondsIn":0 """);

        Assert.Contains("OK", test.LastAck);
    }
}
