using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Rows 16, 17, 19, 21, 25, 32: when a player speaks, and when it is silent.</summary>
public sealed class ReportingTests
{
    [Fact]
    public void Row_17_events_end_five_minutes_after_the_last_request_however_fast_the_player_runs()
    {
        using var test = new PlayerUnderTest(speed: 10);
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(299);
        test.LookAway();
        test.Player.TurnLeft(1);
        Assert.Single(test.Events);

        test.Wait(2);
        test.LookAway();
        test.Player.TurnLeft(1);
        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_17_a_request_opens_the_window_again_with_a_full_event()
    {
        using var test = new PlayerUnderTest();
        test.Wait(400);

        test.Player.Receive("events/request", "");

        Assert.Equal("none", (string?)test.LastEvent["cardId"]);
    }

    [Fact]
    public void Row_19_while_playing_a_full_event_comes_every_five_seconds_and_while_paused_none()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(16);
        Assert.Equal([0, 5, 10, 15], test.Events.Select(message => (int)message["position"]!));
        test.Player.PressRight();
        test.LookAway();
        test.Wait(30);

        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_21_the_night_lowers_the_volume_limit_without_a_hand_on_the_knob()
    {
        using var test = new PlayerUnderTest();
        test.Player.TurnLeft(4);
        test.Wait(TimeSpan.FromHours(7.4).TotalSeconds);
        test.Player.Receive("events/request", "");
        test.LookAway();

        test.Wait(TimeSpan.FromMinutes(4.9).TotalSeconds);
        Assert.Empty(test.Events);
        test.Player.Receive("events/request", "");
        test.Wait(TimeSpan.FromMinutes(3).TotalSeconds);

        Assert.Equal((8, 8), ((int)test.LastEvent["volume"]!, (int)test.LastEvent["volumeMax"]!));
    }

    [Fact]
    public void Row_21_night_and_day_begin_by_the_clock_where_the_player_stands()
    {
        using var test = new PlayerUnderTest();   // Noon in London is seven in the morning in New York.
        test.Player.Config.Merge(new() { ["timezone"] = "America/New_York", ["dayTime"] = "07:10", ["nightTime"] = "07:20", ["nightMaxVolumeLimit"] = "5" });
        test.Player.ApplySettings();
        Assert.Equal(5, test.Player.State.VolumeMax);

        test.Wait(TimeSpan.FromMinutes(10).TotalSeconds);
        Assert.Equal(16, test.Player.State.VolumeMax);
        test.Wait(TimeSpan.FromMinutes(10).TotalSeconds);

        Assert.Equal((5, 5), (test.Player.State.VolumeMax, test.Player.State.Volume));
    }

    [Fact]
    public void Row_19_outside_the_window_positions_are_told_to_nobody()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(301);
        test.LookAway();

        test.Wait(30);

        Assert.Empty(test.Events);
    }

    [Fact]
    public void Row_25_every_event_goes_to_the_older_topic_too()
    {
        using var test = new PlayerUnderTest();

        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal(test.Events.Select(message => message.ToJsonString()), test.On("events").Select(message => message.ToJsonString()));
    }

    [Fact]
    public void Row_25_switching_off_says_so_on_the_older_status_and_then_presence_is_offline()
    {
        using var test = new PlayerUnderTest();

        test.Player.SwitchOff();

        Assert.Equal("userShutdown", (string?)test.On("status")[^1]["status"]?["shutDown"]);
        Assert.Equal("offline", (string?)test.On("presence")[^1]["state"]);
        Assert.True(test.IsRetained("presence"));
    }

    [Fact]
    public void Row_25_at_boot_presence_the_older_status_full_then_partial_a_basic_status_and_an_event_come_unasked()
    {
        using var test = new PlayerUnderTest();
        test.Player.SwitchOff();
        test.LookAway();

        test.Player.SwitchOn();

        Assert.Equal("online", (string?)Assert.Single(test.On("presence"))["state"]);
        Assert.Equal([3, null], test.On("status").Select(message => (int?)message["status"]!["statusVersion"]));
        var partial = test.On("status")[1]["status"]!.AsObject();
        Assert.True(partial.ContainsKey("battery") && !partial.ContainsKey("fwVersion") && !partial.ContainsKey("shutDown"));
        Assert.Equal("none", (string?)Assert.Single(test.Events)["cardId"]);
        Assert.Single(test.On("events"));
        var basic = Assert.Single(test.On("data/status"))["status"]!;
        Assert.Equal(1, (int?)basic["statusVersion"]);
        Assert.Null(basic["temp"]);
    }

    [Fact]
    public void Row_32_without_wifi_commands_are_lost_and_the_cloud_notices_only_after_a_while()
    {
        using var test = new PlayerUnderTest();
        test.Player.SetWifi(false);
        Assert.Equal("offline", (string?)test.On("presence")[^1]["state"]);
        test.LookAway();

        test.Start(""" "secondsIn":0 """);

        Assert.Empty(test.On("response"));
        Assert.Null(test.Player.State.ActiveCardId);
        Assert.True(test.Player.IsReportedOnline);
        test.Wait(31);
        Assert.False(test.Player.IsReportedOnline);
    }

    [Fact]
    public void Row_25_a_reboot_is_seen_as_a_lost_connection_and_a_boot()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.LookAway();

        test.Player.Receive("reboot", "");

        Assert.Equal(["offline", "online"], test.On("presence").Select(message => (string?)message["state"]));
        Assert.Equal(12, (int?)test.On("status")[0]["status"]!["upTime"]);
        Assert.Equal("stopped", test.Player.State.Status);
    }

    [Fact]
    public void Row_16_a_player_whose_connection_broke_says_nothing_until_it_is_back_and_then_that_it_is_online()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.LookAway();

        test.BreakConnection();
        test.Player.TurnRight(1);

        Assert.Empty(test.Events);
        Assert.Equal("offline", (string?)test.On("presence")[^1]["state"]);
        Assert.False(test.Player.State.IsOnline);
        test.Wait(3);
        Assert.Equal("online", (string?)test.On("presence")[^1]["state"]);
        test.Player.TurnRight(1);
        Assert.Equal("03", (string?)test.LastEvent["chapterKey"]);
    }

    [Fact]
    public void A_player_that_is_off_ignores_its_knobs()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.SwitchOff();
        test.LookAway();

        test.Player.TurnRight(1);
        test.Player.TurnLeft(1);
        test.Player.PressRight();

        Assert.Empty(test.Events);
        Assert.Equal("stopped", test.Player.State.Status);
    }
}
