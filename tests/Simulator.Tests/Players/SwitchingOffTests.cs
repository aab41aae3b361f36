using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>A player that nobody uses switches itself off after <c>shutdownTimeout</c>, unless it stands on its charger.</summary>
public sealed class SwitchingOffTests
{
    private const int Timeout = 900;

    [Fact]
    public void Unused_a_player_says_why_it_goes_off_and_is_offline()
    {
        using var test = OffTheCharger();

        test.Wait(Timeout - 1);
        Assert.True(test.Player.IsOn);
        test.Wait(2);

        Assert.False(test.Player.IsOn);
        Assert.Equal("idleTimeout", (string?)test.On("status")[^1]["status"]!["shutDown"]);
        Assert.Equal("offline", (string?)test.On("presence")[^1]["state"]);
    }

    [Fact]
    public void While_it_plays_it_stays_on_and_the_time_begins_with_the_end()
    {
        using var test = OffTheCharger(CardJson.WithChapters("01").Configured("autoadvance", "repeat"));
        test.Player.InsertCard(PlayerUnderTest.CardId);
        test.Wait(2 * Timeout);
        Assert.True(test.Player.IsOn);
        test.Player.PressRight();

        test.Wait(Timeout - 1);
        Assert.True(test.Player.IsOn);
        test.Wait(2);

        Assert.False(test.Player.IsOn);
    }

    [Fact]
    public void A_hand_on_a_knob_begins_the_time_anew_and_a_program_that_asks_does_not()
    {
        using var test = OffTheCharger();
        test.Wait(Timeout - 10);
        test.Player.TurnLeft(1);
        test.Wait(Timeout - 10);
        Assert.True(test.Player.IsOn);

        test.Player.Receive("events/request", "");
        test.Player.Receive("status/request", "");
        test.Wait(11);

        Assert.False(test.Player.IsOn);
    }

    [Fact]
    public void A_question_of_an_interactive_card_waits_no_longer_than_that()
    {
        using var test = OffTheCharger(CardJson.Interactive());
        test.Player.InsertCard(PlayerUnderTest.CardId);

        test.Wait(CardJson.ChapterSeconds + Timeout + 1);

        Assert.False(test.Player.IsOn);
    }

    [Fact]
    public void On_its_charger_and_without_a_timeout_it_stays_on()
    {
        using var charging = OffTheCharger();
        charging.Player.SetBattery(null, isCharging: true);
        using var patient = OffTheCharger(timeout: "0");

        charging.Wait(100 * Timeout);
        patient.Wait(100 * Timeout);

        Assert.True(charging.Player.IsOn);
        Assert.True(patient.Player.IsOn);
    }

    [Fact]
    public void Faster_worlds_switch_off_sooner()
    {
        using var test = OffTheCharger(speed: 100);

        test.Wait(Timeout / 100.0 + 0.1);

        Assert.False(test.Player.IsOn);
    }

    private static PlayerUnderTest OffTheCharger(System.Text.Json.Nodes.JsonObject? card = null, string timeout = "900", double speed = 1)
    {
        var test = new PlayerUnderTest(card, speed);
        test.Player.Config.Merge(new() { ["shutdownTimeout"] = timeout });
        test.Player.SetBattery(80, isCharging: false);
        return test;
    }
}
