using YotoSmartStream.Bridge.Commanding;
using YotoSmartStream.Bridge.Observing;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using static YotoSmartStream.Bridge.Tests.Core.APlayer;

namespace YotoSmartStream.Bridge.Tests.Core;

/// <summary>The rows of yoto-cloud §4.2.</summary>
public sealed class ReadingWhatAPlayerDid
{
    [Fact]
    public void The_next_chapter_long_before_the_end_is_a_turn_to_the_right()
    {
        var seen = Only(Playing("02", position: 20, track: 60), Full("03", position: 0, at: Noon + 5));

        Assert.Equal((ObservationKinds.TrackEntered, TrackCauses.SkippedForward, "right"), (seen.Kind, seen.Cause, seen.Button));
        Assert.Equal(("02", 25, 60), (seen.PreviousChapterKey, seen.PositionSeconds, seen.TrackSeconds));
        Assert.True(seen.Confidence > 0.9);
    }

    [Fact]
    public void The_previous_chapter_is_a_turn_to_the_left()
    {
        var seen = Only(Playing("02"), Full("01", position: 0, at: Noon + 5));

        Assert.Equal((TrackCauses.SkippedBack, "left"), (seen.Cause, seen.Button));
    }

    [Fact]
    public void The_same_chapter_from_its_beginning_is_a_turn_to_the_left()
    {
        var seen = Only(Playing("02", position: 20), Full("02", position: 0, at: Noon + 5));

        Assert.Equal((ObservationKinds.TrackEntered, TrackCauses.SkippedBack, "left"), (seen.Kind, seen.Cause, seen.Button));
    }

    [Fact]
    public void The_next_chapter_when_the_last_one_was_over_is_its_natural_end_and_no_choice()
    {
        var seen = Only(Playing("02", position: 55, track: 60), Full("03", position: 0, at: Noon + 5));

        Assert.Equal((TrackCauses.NaturalEnd, null), (seen.Cause, seen.Button));
        Assert.True(seen.Confidence >= 0.9);
    }

    [Fact]
    public void Three_seconds_before_the_end_a_turn_can_no_longer_be_told_from_the_end_and_what_is_said_is_a_guess()
    {
        var guessed = Only(Playing("02", position: 57, track: 60), Full("03", position: 0, at: Noon));

        Assert.Equal(TrackCauses.NaturalEnd, guessed.Cause);
        Assert.True(guessed.Confidence <= 0.5);
        Assert.Equal(TrackCauses.SkippedForward, Only(Playing("02", position: 56, track: 60), Full("03", position: 0, at: Noon)).Cause);
    }

    [Fact]
    public void A_change_whose_message_was_lost_is_dated_by_how_far_the_new_chapter_has_come()
    {
        var turnedAtTwentyThree = Only(Playing("02", position: 20, track: 60), Full("03", position: 37, at: Noon + 40));

        Assert.Equal((TrackCauses.SkippedForward, "right"), (turnedAtTwentyThree.Cause, turnedAtTwentyThree.Button));
    }

    [Fact]
    public void Elapsed_time_is_the_players_own_so_accelerated_playback_reads_the_same()
    {
        var before = Playing("02", position: 10, track: 600, at: Noon);

        Assert.Equal(TrackCauses.NaturalEnd, Only(before, Full("03", position: 0, at: Noon + 590)).Cause);
        Assert.Equal(TrackCauses.SkippedForward, Only(before, Full("03", position: 0, at: Noon + 500)).Cause);
    }

    [Fact]
    public void A_paused_player_spends_no_time()
    {
        var seen = Only(Paused("02", position: 20, track: 60), Full("03", position: 0, at: Noon + 3_600));

        Assert.Equal(TrackCauses.SkippedForward, seen.Cause);
    }

    [Fact]
    public void A_turn_while_the_player_is_paused_near_the_end_is_a_choice_because_a_paused_track_does_not_end()
    {
        var seen = Only(Paused("02", position: 59, track: 60), Full("03", position: 0, at: Noon + 20));

        Assert.Equal((TrackCauses.SkippedForward, "right"), (seen.Cause, seen.Button));
        Assert.Equal(TrackCauses.SkippedBack, Only(Paused("02", position: 59), Full("02", position: 0, at: Noon + 20)).Cause);
    }

    [Fact]
    public void A_track_that_was_seen_to_begin_is_dated_to_the_second_so_three_seconds_before_its_end_is_still_a_choice()
    {
        var began = PlayerObserver.Observe(Playing("01"), Full("02", position: 0, track: 60, at: Noon + 10)).After;

        Assert.Equal("right", Only(began, Full("03", position: 0, at: Noon + 67)).Button);
        Assert.Null(Only(began, Full("03", position: 0, at: Noon + 68)).Button);
    }

    [Fact]
    public void A_turn_back_soon_after_the_beginning_is_seen_although_no_position_was_reported_in_between()
    {
        var began = PlayerObserver.Observe(Playing("02"), Full("01", position: 0, track: 60, at: Noon + 10)).After;

        Assert.Equal("left", Only(began, Full("01", position: 0, at: Noon + 13)).Button);
    }

    [Fact]
    public void A_pause_at_a_position_that_lies_behind_tells_of_a_track_that_nobody_saw_begin_and_invents_no_choice()
    {
        var paused = PlayerObserver.Observe(Playing("02", position: 55), new PlayerReport { PlaybackStatus = "paused", PositionSeconds = 4, EventUtc = Noon + 9 });
        var told = PlayerObserver.Observe(paused.After, Full("03", position: 6, at: Noon + 30));

        Assert.Equal(ObservationKinds.Paused, Assert.Single(paused.Observations).Kind);
        Assert.True(paused.After.HasGap);
        Assert.All(told.Observations, seen => Assert.Null(seen.Button));
        Assert.Equal("03", told.After.ChapterKey);
    }

    [Fact]
    public void A_card_that_repeats_its_track_turns_no_knob()
    {
        var seen = Only(Playing("02", position: 58, track: 60), Full("02", position: 0, at: Noon + 2));

        Assert.Equal((TrackCauses.NaturalEnd, null), (seen.Cause, seen.Button));
    }

    [Fact]
    public void Two_clicks_that_were_told_at_once_are_one_choice_of_less_confidence_unless_the_track_may_have_ended_by_itself()
    {
        var forward = Only(Playing("02"), Full("04", position: 0, at: Noon + 5));
        var back = Only(Playing("03"), Full("01", position: 0, at: Noon + 5));

        Assert.Equal(("right", "left"), (forward.Button, back.Button));
        Assert.True(forward.Confidence < 0.8 && back.Confidence < 0.8);
        Assert.Null(Only(Playing("02", position: 57), Full("04", position: 0, at: Noon + 5)).Button);
    }

    [Fact]
    public void More_than_two_chapters_away_is_a_jump_and_no_choice()
    {
        var seen = Only(Playing("02"), Full("07", position: 0, at: Noon + 5));

        Assert.Equal((TrackCauses.Jump, null), (seen.Cause, seen.Button));
    }

    [Fact]
    public void A_chapter_that_the_app_started_is_a_jump_although_it_is_the_next()
    {
        var seen = Only(Playing("02"), Full("03", position: 0, source: "remote", at: Noon + 5));

        Assert.Equal((TrackCauses.Jump, null, "remote"), (seen.Cause, seen.Button, seen.State.Source));
    }

    [Fact]
    public void A_chapter_that_we_started_names_our_command()
    {
        var ours = Start("03");
        var seen = Only(Playing("02"), Full("03", position: 0, source: "MQTT", at: Noon + 5), ours);

        Assert.Equal((TrackCauses.Jump, null, ours.CommandId), (seen.Cause, seen.Button, seen.CommandId));
    }

    [Fact]
    public void While_we_wait_for_our_chapter_the_childs_own_turn_still_counts()
    {
        var seen = Only(Playing("02"), Full("01", position: 0, at: Noon + 5), Start("03"));

        Assert.Equal(("left", null), (seen.Button, seen.CommandId));
    }

    [Fact]
    public void Without_a_clock_of_the_player_a_step_forward_has_an_unknown_cause()
    {
        var seen = Only(Playing("02", at: 0), Full("03", position: 0, at: 0));

        Assert.Equal((TrackCauses.Unknown, null), (seen.Cause, seen.Button));
    }

    [Fact]
    public void A_wrap_to_the_first_chapter_at_the_end_of_a_repeated_card_is_no_turn_to_the_left()
    {
        var repeating = Playing("02", position: 58, track: 60) with { RepeatAll = true };

        Assert.Equal(TrackCauses.NaturalEnd, Only(repeating, Full("01", position: 0, at: Noon + 2)).Cause);
    }

    [Fact]
    public void An_inserted_card_tells_where_it_begins()
    {
        var seen = Only(Idle(), Full("01", position: 0, at: Noon + 9));

        Assert.Equal((ObservationKinds.CardInserted, Card, "01", "card"), (seen.Kind, seen.CardId, seen.State.ChapterKey, seen.State.Source));
    }

    [Fact]
    public void An_insertion_told_in_two_messages_is_observed_once()
    {
        var first = PlayerObserver.Observe(Idle(), new PlayerReport { CardId = Card, Source = "card", PlaybackWait = true, EventUtc = Noon + 1 });
        var second = PlayerObserver.Observe(first.After, Full("01", position: 0, at: Noon + 2));

        Assert.Equal(ObservationKinds.CardInserted, Assert.Single(first.Observations).Kind);
        Assert.Empty(second.Observations);
    }

    [Fact]
    public void A_removed_card_is_a_stop_and_then_a_removal_that_names_it()
    {
        var stopped = PlayerObserver.Observe(Playing(), Says("stopped"));
        var removed = PlayerObserver.Observe(stopped.After, new PlayerReport { CardId = "none", EventUtc = Noon + 1 });

        Assert.Equal(ObservationKinds.Stopped, Assert.Single(stopped.Observations).Kind);
        Assert.Equal((ObservationKinds.CardRemoved, Card), (Assert.Single(removed.Observations).Kind, removed.Observations[0].CardId));
    }

    [Fact]
    public void A_swapped_card_is_a_removal_and_an_insertion()
    {
        var seen = PlayerObserver.Observe(Playing(), Full("01", position: 0, at: Noon + 5) with { CardId = "7xY2z" });

        Assert.Equal([(ObservationKinds.CardRemoved, Card), (ObservationKinds.CardInserted, "7xY2z")], seen.Observations.Select(fact => (fact.Kind, fact.CardId!)));
    }

    [Fact]
    public void What_a_stopped_player_leaves_behind_is_no_track()
    {
        var stopped = PlayerObserver.Observe(Playing("02"), Says("stopped")).After;
        var stale = PlayerObserver.Observe(stopped, new PlayerReport { ChapterKey = "01", TrackKey = "01", PositionSeconds = 0, EventUtc = Noon + 2 });

        Assert.False(stopped.HasTrack);
        Assert.Empty(stale.Observations);
    }

    [Fact]
    public void A_stop_when_the_track_is_over_is_its_natural_end()
    {
        Assert.Equal(TrackCauses.NaturalEnd, Only(Playing("09", position: 58, track: 60), Says("stopped", Noon + 2)).Cause);
        Assert.Null(Only(Playing("09", position: 20, track: 60), Says("stopped", Noon + 2)).Cause);
    }

    [Fact]
    public void A_pause_and_its_end_are_told()
    {
        var paused = PlayerObserver.Observe(Playing(), Says("paused"));
        var resumed = PlayerObserver.Observe(paused.After, Says("playing", Noon + 60));

        Assert.Equal(ObservationKinds.Paused, Assert.Single(paused.Observations).Kind);
        Assert.Equal((ObservationKinds.Resumed, 21), (Assert.Single(resumed.Observations).Kind, resumed.After.PositionSeconds));
    }

    [Fact]
    public void Turning_the_left_knob_tells_how_many_steps_also_when_fast_turning_coalesced_them()
    {
        var seen = Only(Playing(), new PlayerReport { Volume = 6, VolumeMax = 16, EventUtc = Noon + 1 });

        Assert.Equal((ObservationKinds.VolumeStepped, -2), (seen.Kind, seen.VolumeSteps));
        Assert.True(seen.Confidence > 0.9);
    }

    [Fact]
    public void The_volume_of_the_night_was_turned_by_nobody()
    {
        var seen = Only(Playing(), new PlayerReport { Volume = 5, VolumeMax = 5, EventUtc = Noon + 1 });

        Assert.True(seen.Confidence < 0.5);
    }

    [Fact]
    public void A_position_tick_is_no_observation()
    {
        Assert.Empty(PlayerObserver.Observe(Playing("02", position: 20), Full("02", position: 25, at: Noon + 5)).Observations);
        Assert.Empty(PlayerObserver.Observe(Playing("02", position: 20), Full("02", position: 19, at: Noon)).Observations);
    }

    [Fact]
    public void After_a_gap_another_track_is_told_without_inventing_a_choice()
    {
        var seen = PlayerObserver.Observe(Playing("02").AfterGap(), Full("03", position: 4, at: Noon + 90));

        var entered = Assert.Single(seen.Observations);
        Assert.Equal((ObservationKinds.TrackEntered, TrackCauses.Unknown, null), (entered.Kind, entered.Cause, entered.Button));
        Assert.True(entered.Confidence < 0.3);
        Assert.False(seen.After.HasGap);
    }

    [Fact]
    public void After_a_gap_in_which_nothing_happened_nothing_is_told()
    {
        Assert.Empty(PlayerObserver.Observe(Playing("02").AfterGap(), Full("02", position: 50, at: Noon + 30)).Observations);
        Assert.Empty(PlayerObserver.Observe(Idle().AfterGap(), new PlayerReport { PlaybackStatus = "stopped", CardId = "none", Volume = 8, EventUtc = Noon + 30 }).Observations);
    }

    [Fact]
    public void The_first_word_of_an_idle_player_is_nothing_to_tell()
    {
        Assert.Empty(PlayerObserver.Observe(PlayerSnapshot.Unheard, new PlayerReport { PlaybackStatus = "stopped", CardId = "none", Volume = 8, EventUtc = Noon }).Observations);
    }

    [Theory]
    [InlineData("01", "02", Direction.Forward)]
    [InlineData("09", "10", Direction.Forward)]
    [InlineData("10", "09", Direction.Back)]
    [InlineData("1", "3", Direction.TwoForward)]
    [InlineData("3", "1", Direction.TwoBack)]
    [InlineData("1", "4", Direction.Apart)]
    [InlineData("02 Start", "03 Cave", Direction.Forward)]
    [InlineData("intro", "outro", Direction.Forward)]
    [InlineData("02", "02", Direction.SameTrack)]
    public void The_order_of_chapters_is_read_from_their_keys(string from, string to, Direction direction)
    {
        Assert.Equal(direction, ChapterKeys.Compare(from, from, to, to));
    }

    private static Observation Only(PlayerSnapshot before, PlayerReport report, PlayerCommand? ours = null) =>
        Assert.Single(PlayerObserver.Observe(before, report, ours).Observations);

    private static PlayerCommand Start(string chapter) =>
        new(Guid.CreateVersion7(), PlayerCommands.CardStart, Card, chapter, chapter, 0, null, DateTimeOffset.MaxValue);
}
