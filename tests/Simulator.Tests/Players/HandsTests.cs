using System.Globalization;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Rows 28 and 33: knobs, shaking, battery, headphones, clock and Bluetooth, and what of it the wire shows.</summary>
public sealed class HandsTests
{
    [Fact]
    public void Row_28_as_a_bluetooth_speaker_the_player_leaves_the_cloud_until_the_left_knob_is_held()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Player.Receive("bluetooth/on", """{"mode":"bt_speaker"}""");

        Assert.Contains("\"bluetooth\":\"OK\"", test.LastAck);
        Assert.Equal("offline", (string?)test.On("presence")[^1]["state"]);
        test.LookAway();
        test.Player.Receive("events/request", "");
        test.Player.Hold(isLeft: false);
        Assert.Empty(test.On("response"));

        test.Player.Hold(isLeft: true);
        test.Player.Receive("events/request", "");

        Assert.Equal("online", (string?)test.On("presence")[^1]["state"]);
        Assert.Equal("stopped", (string?)test.LastEvent["playbackStatus"]);
    }

    [Fact]
    public void Row_28_as_a_bluetooth_source_the_player_stays()
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive("bluetooth/on", """{"action":"on","mode":true}""");
        test.Player.Receive("bluetooth/off", "");

        Assert.True(test.Player.State.IsOnline);
        Assert.Equal(2, test.On("response").Count);
    }

    [Theory]
    [InlineData(true, "01@4 paused", "01@4 playing")]
    [InlineData(false, "01@4 playing", "01@4 playing")]
    public void Row_33_a_short_press_of_the_power_button_pauses_and_resumes_if_the_settings_say_so(bool pauses, string afterOne, string afterTwo)
    {
        using var test = new PlayerUnderTest();
        test.Player.Config.Merge(new() { ["pausePowerButton"] = pauses });
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(4);

        test.Player.PressPower();
        Assert.Equal(afterOne, test.Place);
        test.Player.PressPower();

        Assert.Equal(afterTwo, test.Place);
    }

    [Fact]
    public void Row_33_turned_down_to_nothing_the_player_pauses_if_the_settings_say_so()
    {
        using var test = new PlayerUnderTest();
        test.Player.Config.Merge(new() { ["pauseVolumeDown"] = true });
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Player.TurnLeft(-16);

        Assert.Equal(("paused", 0), (test.Player.State.Status, test.Player.State.Volume));
    }

    [Fact]
    public void Row_33_shaking_and_standing_on_the_screen_are_told_to_nobody()
    {
        using var test = new PlayerUnderTest();

        test.Player.Shake();
        test.Player.StandOnScreen(true);

        Assert.Empty(test.Events);
        Assert.Empty(test.On("data/status"));
        Assert.Equal("0x000000", test.Player.State.Nightlight);
    }

    [Fact]
    public void Row_33_a_charger_and_headphones_are_reported_unasked_and_unplugging_pauses()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.SetBattery(39, isCharging: false);
        test.LookAway();

        test.Player.SetBattery(40, isCharging: true);
        test.Player.SetHeadphones(areIn: true, areBluetooth: false);
        test.Player.SetHeadphones(areIn: false, areBluetooth: false);

        var statuses = test.On("data/status").Select(message => message["status"]!).ToList();
        Assert.Equal(
            [(40, 1, 0), (40, 1, 1), (40, 1, 0)],
            statuses.Select(status => ((int)status["batteryLevel"]!, (int)status["charging"]!, (int)status["headphones"]!)));
        Assert.Equal("paused", test.Player.State.Status);
    }

    [Fact]
    public void Row_33_a_clock_that_is_wrong_stamps_wrongly_while_playback_goes_on_as_ever()
    {
        using var test = new PlayerUnderTest();
        test.Player.InsertCard(PlayerUnderTest.CardId);
        var before = (long)test.LastEvent["eventUtc"]!;

        test.Player.SkewClock(TimeSpan.FromHours(-2));
        test.Wait(5);

        Assert.Equal(before - 7200 + 5, (long)test.LastEvent["eventUtc"]!);
        Assert.Equal("01@5 playing", test.Place);
    }

    [Theory]
    [InlineData(255, 138, 0, "0x643600")]
    [InlineData(64, 191, 217, "0x194a55")]
    [InlineData(0, 0, 0, "off")]
    public void The_night_light_is_kept_in_percent_of_each_channel(int red, int green, int blue, string nightlight)
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive("ambients/set", string.Create(CultureInfo.InvariantCulture, $$"""{"r":{{red}},"g":{{green}},"b":{{blue}}}"""));
        test.Player.Receive("status/request", "");
        test.Wait(1);

        Assert.Equal(nightlight, (string?)test.On("data/status")[^1]["status"]!["nightlightMode"]);
    }

    [Theory]
    [InlineData("ambients/set", """{"r":256,"g":0,"b":0}""")]
    [InlineData("ambients/set", """{"r":1}""")]
    [InlineData("display/preview", "{}")]
    [InlineData("bt", """{"action":"sing"}""")]
    public void A_command_outside_its_ranges_is_answered_with_FAIL(string command, string payload)
    {
        using var test = new PlayerUnderTest();

        test.Player.Receive(command, payload);

        Assert.Contains("\"FAIL\"", test.LastAck);
    }

    [Fact]
    public void Row_32_the_cloud_keeps_what_it_knew_of_a_player_that_vanished()
    {
        using var test = new PlayerUnderTest();
        test.Player.SetBattery(60, isCharging: null);
        test.Player.SetWifi(false);

        test.Player.SetBattery(20, isCharging: null);
        test.Wait(3600);

        Assert.Equal(60, (int?)test.Player.LastStatus["batteryLevel"]);
        test.Player.SetWifi(true);
        Assert.Equal(20, (int?)test.Player.LastStatus["batteryLevel"]);
    }

    [Fact]
    public void Row_25_at_boot_the_clock_is_not_set_yet()
    {
        using var test = new PlayerUnderTest();
        test.Player.SwitchOff();
        test.LookAway();

        test.Player.SwitchOn();

        var full = test.On("status")[0]["status"]!;
        Assert.Equal((0, 12, "nA"), ((int)full["utcTime"]!, (int)full["upTime"]!, (string?)full["shutDown"]));
    }
}
