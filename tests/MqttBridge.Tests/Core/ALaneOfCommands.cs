using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Players;
using static YotoSmartStream.Bridge.Tests.Core.APlayer;

namespace YotoSmartStream.Bridge.Tests.Core;

public sealed class ALaneOfCommands
{
    private static readonly DateTimeOffset Now = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly PlayerSnapshot _player = Playing("02");
    private CommandLane _lane = CommandLane.Idle with { IsConnected = true };

    [Fact]
    public void An_idle_lane_sends_at_once()
    {
        var command = Start("03");

        Assert.Equal([new LaneAct.Send(command, 1)], Request(command));
    }

    [Fact]
    public void The_effect_ends_the_command_and_the_acknowledgement_does_not()
    {
        var command = Start("03");
        Request(command);

        Assert.Empty(Take(_lane.HearAnswer(new CommandAnswer("card-play", true, $"{command.CommandId:N}-1"), _player, Now)));
        Assert.Equal([new LaneAct.Finish(command, null, Acknowledged: true)], Take(_lane.Hear(Playing("03", position: 0, source: "MQTT"), Now)));
    }

    [Fact]
    public void An_effect_without_any_acknowledgement_is_enough()
    {
        var command = Start("03");
        Request(command);

        Assert.Equal([new LaneAct.Finish(command, null, Acknowledged: false)], Take(_lane.Hear(Playing("03", position: 0), Now)));
    }

    [Fact]
    public void Another_chapter_is_not_the_effect()
    {
        Request(Start("03"));

        Assert.Empty(Take(_lane.Hear(Playing("04", position: 0), Now)));
    }

    [Fact]
    public void Starting_the_chapter_that_plays_means_again_from_its_beginning()
    {
        var again = Start("02");

        Assert.Equal([new LaneAct.Send(again, 1)], Request(again));
        Assert.Empty(Take(_lane.Hear(Playing("02", position: 25), Now)));
        Assert.Equal([new LaneAct.Finish(again, null, false)], Take(_lane.Hear(Playing("02", position: 0), Now)));
    }

    [Fact]
    public void A_command_whose_target_the_player_already_reports_is_done_and_not_sent()
    {
        var command = Start("03");

        Assert.Equal([new LaneAct.Finish(command, null, false)], Take(_lane.Request(command, Playing("03", position: 2), true, Now)));
    }

    [Fact]
    public void A_command_that_may_have_been_obeyed_unseen_is_not_sent_again_though_the_child_has_paused()
    {
        var command = Start("03");
        var found = PlayerSnapshot.Unheard.AfterGap().Merge(Full("03", position: 4)) with { PlaybackStatus = "paused" };

        Assert.Equal([new LaneAct.Finish(command, null, false)], Take(_lane.Request(command, found, true, Now)));
    }

    [Fact]
    public void A_command_that_was_obeyed_before_the_child_paused_is_not_sent_again()
    {
        var command = Start("03");

        Assert.Equal([new LaneAct.Finish(command, null, false)], Take(_lane.Request(command, Paused("03", position: 2), true, Now)));
    }

    [Fact]
    public void A_paused_player_is_started_when_its_chapter_shall_be_heard_again()
    {
        var again = Start("02");

        Assert.Equal([new LaneAct.Send(again, 1)], Take(_lane.Request(again, Paused("02", position: 20), true, Now)));
    }

    [Fact]
    public void After_three_seconds_without_effect_it_is_sent_once_more_and_after_three_more_it_failed()
    {
        var command = Start("03");
        Request(command);

        Assert.Empty(Take(_lane.PassTime(_player, true, Now.AddSeconds(2.9))));
        Assert.Equal([new LaneAct.Send(command, 2)], Take(_lane.PassTime(_player, true, Now.AddSeconds(3))));
        Assert.Empty(Take(_lane.PassTime(_player, true, Now.AddSeconds(5.9))));
        Assert.Equal([new LaneAct.Finish(command, CommandFailures.NoEffect, false)], Take(_lane.PassTime(_player, true, Now.AddSeconds(6))));
    }

    [Fact]
    public void The_effect_of_a_command_that_was_given_up_is_still_known_as_ours()
    {
        var command = Start("03");
        Request(command);
        Take(_lane.PassTime(_player, true, Now.AddSeconds(3)));
        Take(_lane.PassTime(_player, true, Now.AddSeconds(6)));

        Assert.Equal(command, _lane.Expected(Now.AddSeconds(10)));
        Assert.Null(_lane.Expected(Now.AddSeconds(60)));
    }

    [Fact]
    public void A_refusal_is_tried_once_more_at_once_and_then_believed()
    {
        var command = Start("99");
        Request(command);

        Assert.Equal([new LaneAct.Send(command, 2)], Take(_lane.HearAnswer(new CommandAnswer("card-play", false, $"{command.CommandId:N}-1"), _player, Now)));
        Assert.Empty(Take(_lane.HearAnswer(new CommandAnswer("card-play", false, $"{command.CommandId:N}-1"), _player, Now)));
        Assert.Equal(
            [new LaneAct.Finish(command, CommandFailures.Refused, false)],
            Take(_lane.HearAnswer(new CommandAnswer("card-play", false, $"{command.CommandId:N}-2"), _player, Now)));
    }

    [Fact]
    public void Somebody_elses_answer_is_not_ours()
    {
        Request(Start("03"));

        Assert.Empty(Take(_lane.HearAnswer(new CommandAnswer("card-play", false, "the-apps-own-id"), _player, Now)));
    }

    [Fact]
    public void A_second_command_waits_until_the_first_has_ended()
    {
        var (first, second) = (Start("03"), Volume(50));
        Request(first);

        Assert.Equal([new LaneAct.Hold(second)], Request(second));
        Assert.Equal(
            [new LaneAct.Finish(first, null, false), new LaneAct.Send(second, 1)],
            Take(_lane.Hear(Playing("03", position: 0) with { Volume = 3 }, Now)));
    }

    [Fact]
    public void A_newer_start_supersedes_one_that_still_waits()
    {
        var (first, second, third) = (Start("03"), Start("04"), Start("05"));
        Request(first);
        Request(second);

        Assert.Equal([new LaneAct.Finish(second, CommandFailures.Superseded, false), new LaneAct.Hold(third)], Request(third));
    }

    [Fact]
    public void An_offline_player_is_not_waited_for()
    {
        var command = Start("03");

        Assert.Equal([new LaneAct.Finish(command, CommandFailures.Offline, false)], Take(_lane.Request(command, _player, online: false, Now)));
    }

    [Fact]
    public void A_player_that_goes_off_takes_its_commands_with_it()
    {
        var (first, second) = (Start("03"), Volume(50));
        Request(first);
        Request(second);

        Assert.Equal(
            [new LaneAct.Finish(first, CommandFailures.Offline, false), new LaneAct.Finish(second, CommandFailures.Offline, false)],
            Take(_lane.GoOffline()));
        Assert.Null(_lane.NextDeadline);
    }

    [Fact]
    public void A_command_that_expired_is_never_sent()
    {
        var late = Start("03") with { ExpiresAt = Now };
        var waiting = Volume(50) with { ExpiresAt = Now.AddSeconds(2) };

        Assert.Equal([new LaneAct.Finish(late, CommandFailures.Expired, false)], Request(late));
        Request(Start("03"));
        Request(waiting);
        Assert.Equal([new LaneAct.Finish(waiting, CommandFailures.Expired, false)], Take(_lane.PassTime(_player, true, Now.AddSeconds(2))));
    }

    [Fact]
    public void Without_a_session_a_command_waits_and_goes_out_when_there_is_one()
    {
        _lane = CommandLane.Idle;
        var command = Start("03");

        Assert.Equal([new LaneAct.Hold(command)], Request(command));
        Assert.Equal([new LaneAct.Send(command, 1)], Take(_lane.GainConnection(_player.AfterGap(), Now)));
    }

    [Fact]
    public void A_command_in_flight_at_a_restart_gets_its_time_to_show_in_the_resynchronisation()
    {
        var command = Start("03");
        _lane = CommandLane.Idle with { InFlight = new SentCommand(command, 1, Now.AddMinutes(-1)) };

        Assert.Empty(Take(_lane.GainConnection(_player.AfterGap(), Now)));
        Assert.Empty(Take(_lane.PassTime(_player.AfterGap(), true, Now.AddSeconds(1))));
        var resynchronised = PlayerObserver.Observe(_player.AfterGap(), Full("03", position: 48, source: "MQTT", at: Noon + 50)).After;
        Assert.Equal([new LaneAct.Finish(command, null, false)], Take(_lane.Hear(resynchronised, Now.AddSeconds(1))));
    }

    [Fact]
    public void The_same_command_delivered_again_is_taken_once()
    {
        var command = Start("03");
        Request(command);

        Assert.Empty(Request(command));
        Take(_lane.Hear(Playing("03", position: 0), Now));
        Assert.Empty(Request(command));
        Assert.Null(_lane.Adopt(command).NextDeadline);
    }

    [Fact]
    public void A_lane_holds_only_so_many()
    {
        Request(Start("03"));
        for (var i = 0; i < CommandLane.MaxWaiting; i++) Request(Volume(i));

        Assert.Equal(CommandFailures.LaneFull, Assert.IsType<LaneAct.Finish>(Assert.Single(Request(Volume(99)))).Reason);
    }

    [Fact]
    public void A_volume_command_is_done_when_the_player_reports_its_step_within_its_limit()
    {
        Assert.True(Volume(44).IsReachedBy(Playing() with { Volume = 7 }));
        Assert.True(Volume(100).IsReachedBy(Playing() with { Volume = 8, VolumeMax = 8 }));
        Assert.False(Volume(100).IsReachedBy(Playing() with { Volume = 8, VolumeMax = 16 }));
    }

    [Fact]
    public void Percent_and_steps_are_those_of_real_players()
    {
        int[] percentOfStep = [0, 7, 13, 19, 25, 32, 38, 44, 50, 57, 63, 69, 75, 82, 88, 94, 100];

        Assert.Equal(percentOfStep, Enumerable.Range(0, 17).Select(VolumeSteps.PercentFor));
        Assert.Equal(Enumerable.Range(0, 17), percentOfStep.Select(VolumeSteps.StepOf));
    }

    private IReadOnlyList<LaneAct> Request(PlayerCommand command) => Take(_lane.Request(command, _player, true, Now));

    private IReadOnlyList<LaneAct> Take(LaneStep step)
    {
        _lane = step.Lane;
        return step.Acts;
    }

    private static PlayerCommand Start(string chapter) =>
        new(Guid.CreateVersion7(), PlayerCommands.CardStart, Card, chapter, chapter, 0, null, Now.AddMinutes(1));

    private static PlayerCommand Volume(int percent) =>
        new(Guid.CreateVersion7(), PlayerCommands.VolumeSet, null, null, null, 0, percent, Now.AddMinutes(1));
}
