using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>A playthrough and the player that it steers. The forest lies on the card as 1: 01–03, 2: 04–06, 3: 07–09, 4: 10–12, 5: 13–15.</summary>
public sealed class SteeringAPlayer
{
    private static readonly SteeringPolicy Policy = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));

    private readonly PublishedStory _forest = Published(Stories.WholeForest);
    private readonly Playthrough _playthrough = new(TenantId.New(), Seen.Account, "y0123456789abcdef0123456", "adventure-001");
    private DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_inserted_card_is_sent_from_its_first_bridge_to_the_first_chapter()
    {
        var told = Observe(Seen.Inserted());

        var command = Assert.Single(told.OfType<PlayerCommandRequested>());
        Assert.Equal((PlayerCommands.CardStart, "5aB3x", "02", "02", 0), (command.Command, command.YotoCardId, command.ChapterKey, command.TrackKey, command.SecondsIn));
        Assert.Equal(_now + Policy.CommandLifetime, command.ExpiresAt);
        var advanced = Assert.Single(told.OfType<StoryAdvanced>());
        Assert.Equal((1, "insert", null, "1", "play"), (advanced.Version, advanced.Input, advanced.FromChapter, advanced.ToChapter, advanced.Output));
    }

    [Fact]
    public void A_choice_leads_to_its_chapter_and_an_end_stops_the_player()
    {
        Arrive(Observe(Seen.Inserted()));
        Assert.Equal("05", Arrive(Observe(Seen.Back("02", "01"))));
        Assert.Equal("14", Arrive(Observe(Seen.Forward("05", "06"))));

        var told = Observe(Seen.Ended("14", "15"));

        Assert.Equal(PlayerCommands.CardStop, Assert.Single(told.OfType<PlayerCommandRequested>()).Command);
        Assert.Null(Assert.Single(told.OfType<StoryAdvanced>()).ToChapter);
        Assert.Null(Assert.Single(told.OfType<StoryEnded>()).Ending);
        Assert.Equal("Ended", _playthrough.Phase);
    }

    [Fact]
    public void The_same_observation_under_another_event_id_moves_nothing()
    {
        Arrive(Observe(Seen.Inserted()));
        var turn = Seen.Back("02", "01") with { EventId = Guid.CreateVersion7() };
        Arrive(Observe(turn));

        Assert.Empty(Observe(turn with { EventId = Guid.CreateVersion7() }));
        Assert.Equal(("2", 2), (_playthrough.Chapter, _playthrough.Steps));
    }

    [Fact]
    public void An_older_observation_that_is_told_again_never_moves_the_story_backwards()
    {
        Arrive(Observe(Seen.Inserted()));
        var older = Seen.Back("02", "01");
        Arrive(Observe(older));
        Arrive(Observe(Seen.Forward("05", "06")));

        Assert.Empty(Observe(older));
        Assert.Equal(("5", 3), (_playthrough.Chapter, _playthrough.Steps));
    }

    [Fact]
    public void A_player_whose_clock_starts_anew_is_heard_again_from_the_insertion_on()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));
        Arrive(Observe(Seen.Inserted() with { PlayerUtc = 1_000 }));

        Assert.Equal("14", Observe(Seen.Forward("05", "06") with { PlayerUtc = 1_020 }).OfType<PlayerCommandRequested>().Single().ChapterKey);
    }

    [Fact]
    public void A_second_turn_while_the_player_is_on_its_way_moves_nothing()
    {
        Arrive(Observe(Seen.Inserted()));
        Observe(Seen.Forward("02", "03"));

        Assert.Empty(Observe(Seen.Forward("03", "04")));
        Assert.Equal("3", _playthrough.Chapter);
    }

    [Fact]
    public void A_turn_in_a_chapter_that_the_player_reached_unseen_is_taken_there()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));

        var told = Observe(Seen.Back("02", "01"));

        Assert.Equal(["follow", "left"], told.OfType<StoryAdvanced>().Select(step => step.Input));
    }

    [Fact]
    public void The_effect_of_our_own_command_is_no_input()
    {
        var command = Observe(Seen.Inserted()).OfType<PlayerCommandRequested>().Single();
        Arrive([]);

        Assert.Empty(Observe(Seen.Track("02", "03", TrackCauses.NaturalEnd) with { CommandId = command.CommandId }));
        Assert.Equal("03", _playthrough.PlayerAt);
    }

    [Fact]
    public void A_command_that_is_obeyed_after_it_was_given_up_brings_story_and_player_together()
    {
        Arrive(Observe(Seen.Inserted()));
        var first = Observe(Seen.Forward("02", "03")).OfType<PlayerCommandRequested>().Single();
        var second = Complete(first.CommandId, CommandOutcomes.Failed).OfType<PlayerCommandRequested>().Single();
        Complete(second.CommandId, CommandOutcomes.Failed);

        Assert.Empty(Observe(Seen.Track("03", "08", TrackCauses.Jump) with { CommandId = second.CommandId }));
        Assert.Equal(("3", false), (_playthrough.Chapter, _playthrough.IsOutOfStep));
    }

    [Fact]
    public void A_turn_that_the_chapter_does_not_offer_puts_the_player_back_to_where_it_was()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Forward("02", "03")));

        var told = Observe(Seen.Back("08", "07", position: 12));

        var command = Assert.IsType<PlayerCommandRequested>(Assert.Single(told));
        Assert.Equal((PlayerCommands.CardStart, "08", 12), (command.Command, command.ChapterKey, command.SecondsIn));
        Assert.Equal(2, _playthrough.Steps);
    }

    [Fact]
    public void A_question_that_nobody_answers_holds_the_player_and_stops_in_the_end()
    {
        Arrive(Observe(Seen.Inserted()));
        Assert.Equal(PlayerCommands.CardPause, Observe(Seen.Ended("02", "03")).OfType<PlayerCommandRequested>().Single().Command);
        Assert.Equal(_now.AddSeconds(300), _playthrough.DueAt);

        Assert.Empty(RunOut());
        _now = _now.AddSeconds(300);
        var told = RunOut();

        Assert.Equal(PlayerCommands.CardStop, told.OfType<PlayerCommandRequested>().Single().Command);
        Assert.Null(_playthrough.DueAt);
        Assert.Empty(RunOut());
    }

    [Fact]
    public void An_answer_to_the_waiting_question_counts()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Ended("02", "03")));

        Assert.Equal("05", Observe(Seen.Back("03", "02")).OfType<PlayerCommandRequested>().Single().ChapterKey);
        Assert.Null(_playthrough.DueAt);
    }

    [Fact]
    public void A_removed_card_is_not_asked_for_anything_and_goes_on_when_it_comes_back()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));
        Arrive(Observe(Seen.Ended("05", "06")));
        _playthrough.Leave(_now);
        _now = _now.AddDays(20);

        Assert.Empty(RunOut());
        Assert.Equal("05", Observe(Seen.Inserted()).OfType<PlayerCommandRequested>().Single().ChapterKey);
    }

    [Fact]
    public void After_the_end_the_card_starts_from_the_beginning()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));
        Arrive(Observe(Seen.Back("05", "04")));
        Arrive(Observe(Seen.Ended("11", "12")));

        Assert.Equal("02", Observe(Seen.Inserted()).OfType<PlayerCommandRequested>().Single().ChapterKey);
    }

    [Fact]
    public void A_failed_command_is_tried_once_more_and_then_the_story_follows_the_player()
    {
        Arrive(Observe(Seen.Inserted()));
        var first = Observe(Seen.Forward("02", "03")).OfType<PlayerCommandRequested>().Single();

        var second = Assert.IsType<PlayerCommandRequested>(Assert.Single(Complete(first.CommandId, CommandOutcomes.Failed)));
        Assert.Equal((first.ChapterKey, first.Command), (second.ChapterKey, second.Command));
        Assert.NotEqual(first.CommandId, second.CommandId);

        Assert.Empty(Complete(second.CommandId, CommandOutcomes.Failed));
        Assert.True(_playthrough.IsOutOfStep);
        Assert.Empty(Observe(Seen.Ended("03", "04")));
        Assert.Equal("2", Assert.IsType<StoryAdvanced>(Assert.Single(Observe(Seen.Ended("04", "05")))).ToChapter);
        Assert.False(_playthrough.IsOutOfStep);
        Assert.Equal("11", Observe(Seen.Back("05", "04")).OfType<PlayerCommandRequested>().Single().ChapterKey);
    }

    [Fact]
    public void A_failed_command_is_not_repeated_when_the_player_has_gone_on_into_another_chapter()
    {
        Arrive(Observe(Seen.Inserted()));
        var command = Observe(Seen.Forward("02", "03")).OfType<PlayerCommandRequested>().Single();
        Observe(Seen.Ended("03", "04"));
        Observe(Seen.Ended("04", "05"));

        var told = Complete(command.CommandId, CommandOutcomes.Failed);

        Assert.Equal("2", Assert.IsType<StoryAdvanced>(Assert.Single(told)).ToChapter);
    }

    [Fact]
    public void The_completion_of_an_older_command_says_nothing_about_the_newest()
    {
        var first = Observe(Seen.Inserted()).OfType<PlayerCommandRequested>().Single();
        Observe(Seen.Inserted());

        Assert.Empty(Complete(first.CommandId, CommandOutcomes.Failed));
        Assert.True(_playthrough.Command!.IsInFlight);
    }

    [Fact]
    public void A_command_that_nobody_ever_completes_does_not_make_the_story_deaf()
    {
        Observe(Seen.Inserted());
        _now += Policy.CommandLifetime + Policy.CompletionGrace + TimeSpan.FromSeconds(1);

        Observe(Seen.Ended("04", "05"));

        Assert.Equal("2", _playthrough.Chapter);
    }

    [Fact]
    public void A_new_revision_waits_for_the_next_insertion_and_keeps_the_place_by_name()
    {
        var rewritten = Published(Stories.WholeForest.Replace("\"chapters\": {", "\"chapters\": { \"0\": { \"audio_file_id\": \"new.mp3\" },"), revision: 2);
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));
        Assert.Equal(1, _playthrough.Revision);

        _playthrough.Observe(Seen.Inserted(), rewritten, Policy, _now);

        Assert.Equal((2, "2"), (_playthrough.Revision, _playthrough.Chapter));
        Assert.Equal("08", _playthrough.TakeRaisedEvents().OfType<PlayerCommandRequested>().Single().ChapterKey);
    }

    [Fact]
    public void A_chapter_that_a_new_revision_dropped_gives_way_to_the_beginning()
    {
        Arrive(Observe(Seen.Inserted()));
        Arrive(Observe(Seen.Back("02", "01")));

        _playthrough.Observe(Seen.Inserted(), Published(Stories.Of(""" "1": { "audio_file_id": "a.mp3" } """), revision: 2), Policy, _now);

        Assert.Equal("1", _playthrough.Chapter);
    }

    private static PublishedStory Published(string story, int revision = 1)
    {
        var graph = Stories.Graph(story);
        return new PublishedStory(revision, graph, TripleLayout.Of(graph).Value);
    }

    private IReadOnlyList<IntegrationEvent> Observe(PlayerObserved seen)
    {
        _playthrough.Observe(seen, _forest, Policy, _now);
        return _playthrough.TakeRaisedEvents();
    }

    private IReadOnlyList<IntegrationEvent> RunOut()
    {
        _playthrough.RunOut(_forest, Policy, _now);
        return _playthrough.TakeRaisedEvents();
    }

    private IReadOnlyList<IntegrationEvent> Complete(Guid commandId, string outcome)
    {
        _playthrough.CompleteCommand(new PlayerCommandCompleted(Seen.Account, _playthrough.PlayerId, commandId, outcome, "no-effect", true), _forest, Policy, _now);
        return _playthrough.TakeRaisedEvents();
    }

    /// <summary>The player obeys.</summary>
    private string? Arrive(IReadOnlyList<IntegrationEvent> told)
    {
        Complete(_playthrough.Command!.Id, CommandOutcomes.Done);
        return told.OfType<PlayerCommandRequested>().SingleOrDefault()?.ChapterKey;
    }
}
