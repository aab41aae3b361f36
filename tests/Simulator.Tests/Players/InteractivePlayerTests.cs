using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Row 31: the player itself follows the jumps of an interactive card.</summary>
public sealed class InteractivePlayerTests
{
    [Fact]
    public void Row_31_the_left_and_the_right_button_lead_to_their_own_chapters_and_the_jump_is_reported()
    {
        using var left = Inserted();
        left.Player.PressLeft();
        Assert.Equal("Cave@0 playing", left.Place);
        Assert.Equal("Cave", (string?)left.LastEvent["chapterKey"]);

        using var right = Inserted();
        right.Player.PressRight();
        Assert.Equal("Forest@0 playing", right.Place);
    }

    [Fact]
    public void Row_31_a_question_that_stops_at_its_end_still_waits_for_the_choice()
    {
        using var test = Inserted();
        test.Wait(90);
        Assert.Equal("Start@60 stopped", test.Place);

        test.Player.PressLeft();

        Assert.Equal("Cave@0 playing", test.Place);
    }

    [Fact]
    public void Row_31_a_button_without_an_event_and_a_jump_to_nowhere_do_nothing()
    {
        using var test = Inserted();
        test.Player.PressLeft();
        test.Wait(3);

        test.Player.PressRight();
        test.Player.PressLeft();

        Assert.Equal("Cave@3 playing", test.Place);
    }

    [Fact]
    public void Row_31_the_end_of_a_track_leads_where_its_event_says()
    {
        using var test = Inserted();
        test.Player.PressLeft();

        test.Wait(61);

        Assert.Equal("Forest@1 playing", test.Place);
    }

    [Fact]
    public void Row_31_a_repeated_track_begins_again()
    {
        using var test = Inserted();
        test.Player.PressRight();

        test.Wait(62);

        Assert.Equal("Forest@2 playing", test.Place);
    }

    private static PlayerUnderTest Inserted()
    {
        var test = new PlayerUnderTest(CardJson.Interactive());
        test.Player.InsertCard(PlayerUnderTest.CardId);
        return test;
    }
}
