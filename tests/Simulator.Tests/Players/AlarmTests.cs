using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Players;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Alarms ring at their time, where the player stands. The players of these tests are switched on on Thursday, the first of January 2026, at noon.</summary>
public sealed class AlarmTests
{
    private const int TenMinutes = 600;

    [Fact]
    public void An_alarm_plays_its_card_at_its_volume_and_afterwards_everything_is_as_before()
    {
        using var test = WithAlarm($"0001000,1210,{PlayerUnderTest.OtherCardId},,,3,1");

        test.Wait(TenMinutes - 1);
        Assert.Equal("stopped", test.Player.State.Status);
        test.Player.Receive("events/request", "");
        test.Wait(2);
        Assert.Equal("a@1 playing", test.Place);
        Assert.Equal((PlayerUnderTest.OtherCardId, 3), ((string?)test.LastEvent["cardId"], (int?)test.LastEvent["volume"]));

        test.Wait(2 * CardJson.ChapterSeconds);
        Assert.Equal(("stopped", "none", 8), ((string?)test.LastEvent["playbackStatus"], (string?)test.LastEvent["cardId"], test.Player.State.Volume));
    }

    [Fact]
    public void An_alarm_whose_card_the_family_does_not_have_rings_all_the_same()
    {
        using var test = WithAlarm("1111111,1210,4OD25,,,8");

        test.Wait(TenMinutes + 1);

        Assert.Equal(("4OD25", "playing"), (test.Player.State.ActiveCardId, test.Player.State.Status));
        Assert.True(test.Player.State.IsRinging);
        test.Wait(60);
        Assert.Equal((null, false), (test.Player.State.ActiveCardId, test.Player.State.IsRinging));
    }

    [Fact]
    public void Any_button_ends_an_alarm_and_the_card_in_the_slot_goes_on_from_where_the_alarm_broke_in()
    {
        using var test = WithAlarm("1111111,1210,4OD25,,,2,1");
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Player.PressRight();
        test.Wait(TenMinutes - 30);
        test.Player.PressRight();
        test.Wait(35);
        Assert.Equal("4OD25", test.Player.State.ActiveCardId);

        test.Player.PressLeft();
        Assert.Equal((PlayerUnderTest.CardId, "stopped", 8), (test.Player.State.ActiveCardId, test.Player.State.Status, test.Player.State.Volume));
        test.Player.PressRight();

        Assert.Equal("01@30 playing", test.Place);
    }

    [Fact]
    public void A_card_that_is_inserted_while_an_alarm_rings_takes_over_at_the_volume_before()
    {
        using var test = WithAlarm("1111111,1210,4OD25,,,2,1");
        test.Wait(TenMinutes + 5);

        test.Player.InsertCard(PlayerUnderTest.CardId);

        Assert.Equal(("01@0 playing", 8, false), (test.Place, test.Player.State.Volume, test.Player.State.IsRinging));
    }

    [Theory]
    [InlineData("1111111,1210,4OD25,,,8,0")]   // Switched off.
    [InlineData("1110111,1210,4OD25,,,8,1")]   // Every day but Thursday.
    [InlineData("1111111,1159,4OD25,,,8,1")]   // A minute ago.
    [InlineData("1111111,2510,4OD25,,,8,1")]
    [InlineData("1111111,noon,4OD25,,,8,1")]
    [InlineData("11,1210,4OD25,,,8,1")]
    [InlineData("1111111,1210,4OD25,,,loud,1")]
    [InlineData("alarm")]
    [InlineData("")]
    public void What_is_no_alarm_for_now_does_not_ring(string alarm)
    {
        using var test = WithAlarm(alarm);

        test.Wait(TimeSpan.FromHours(11).TotalSeconds);

        Assert.Null(test.Player.State.ActiveCardId);
    }

    [Fact]
    public void Both_ways_to_write_a_time_are_understood_and_the_earlier_alarm_rings_first()
    {
        using var test = WithAlarm("1111111,12:20,7cD9y,,,8,1", "1111111,1210,5aB3x,,,8,1");

        test.Wait(TenMinutes + 1);
        Assert.Equal("5aB3x", test.Player.State.ActiveCardId);
        test.Wait(TenMinutes);

        Assert.Equal("7cD9y", test.Player.State.ActiveCardId);
    }

    [Fact]
    public void An_alarm_rings_again_a_week_later_and_by_the_clock_of_its_place()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        var alarm = Alarm.Parse("0000001,0230,4OD25,,,8,1")!;
        var sunday = new DateTimeOffset(2026, 3, 1, 7, 30, 0, TimeSpan.Zero);

        Assert.Equal(sunday, alarm.NextAfter(sunday.AddSeconds(-1), newYork));
        // On the eighth of March the clocks of New York go from two to three, so half past two is three.
        Assert.Equal(new DateTimeOffset(2026, 3, 8, 7, 0, 0, TimeSpan.Zero), alarm.NextAfter(sunday, newYork));
    }

    [Fact]
    public void A_player_that_is_off_does_not_ring_not_even_when_it_is_switched_on_again()
    {
        using var test = WithAlarm("1111111,1210,4OD25,,,8,1");
        test.Player.SwitchOff();

        test.Wait(TenMinutes + 5);
        test.Player.SwitchOn();
        test.Wait(5);

        Assert.Null(test.Player.State.ActiveCardId);
    }

    private static PlayerUnderTest WithAlarm(params string[] alarms)
    {
        var test = new PlayerUnderTest();
        test.Player.Config.Merge(new JsonObject { ["alarms"] = new JsonArray([.. alarms.Select(alarm => (JsonNode)alarm)]) });
        test.Player.ApplySettings();
        return test;
    }
}
