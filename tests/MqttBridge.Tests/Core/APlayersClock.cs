using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Bridge.Players;
using static YotoSmartStream.Bridge.Tests.Core.APlayer;

namespace YotoSmartStream.Bridge.Tests.Core;

/// <summary>A message from the past is late, or the clock was set back: only the player can tell.</summary>
public sealed class APlayersClock
{
    private static readonly DateTimeOffset Now = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly PlayerReport AnHourAgo = Full("03", position: 0, at: Noon - 3_600);
    private readonly PlayerState _player = PlayerState.New with { Snapshot = Playing("02") };

    [Fact]
    public void A_message_that_is_an_hour_late_is_not_believed_and_the_player_is_asked()
    {
        var turn = _player.Hear(AnHourAgo, Now);

        Assert.Equal((ReportVerdict.Overtaken, true), (turn.Verdict, turn.AsksForEverything));
        Assert.Empty(turn.Observations);
        Assert.Equal("02", turn.After.Snapshot.ChapterKey);
    }

    [Fact]
    public void A_present_answer_ends_the_doubt()
    {
        var doubting = _player.Hear(AnHourAgo, Now).After;
        var answered = doubting.Hear(Full("02", position: 21, at: Noon + 1), Now).After;

        Assert.NotNull(doubting.Doubt);
        Assert.Null(answered.Doubt);
    }

    [Fact]
    public void An_answer_from_the_past_is_believed_after_a_second_question_and_invents_no_choice()
    {
        var doubting = _player.Hear(AnHourAgo, Now).After.Hear(Full("03", position: 1, at: Noon - 3_599), Now.AddSeconds(0.3)).After;
        var asking = doubting.PassTime(doubting.NextDeadline!.Value);
        var answered = asking.After.Hear(Full("03", position: 2, at: Noon - 3_598), Now.AddSeconds(2.3));

        Assert.Equal(Now.AddSeconds(2), doubting.NextDeadline);
        Assert.True(asking.AsksForEverything);
        Assert.Equal("03", answered.After.Snapshot.ChapterKey);
        Assert.Null(Assert.Single(answered.Observations).Button);
    }

    [Fact]
    public void While_the_doubt_lasts_it_is_asked_only_twice()
    {
        var doubting = _player.Hear(AnHourAgo, Now).After;
        var again = doubting.Hear(Full("04", position: 0, at: Noon - 3_590), Now.AddSeconds(1));
        var asked = again.After.PassTime(Now.AddSeconds(2)).After;

        Assert.False(again.AsksForEverything);
        Assert.Null(asked.NextDeadline);
        Assert.False(asked.PassTime(Now.AddSeconds(9)).AsksForEverything);
    }
}
