using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Stories.Layouts;
using YotoSmartStream.Stories.Playthroughs;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>An interactive card that the server decides: hall 01, cellar 02, tower 03; whether the tower opens depends on the key.</summary>
public sealed class SteeringBySentinels
{
    private static readonly SteeringPolicy Policy = new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));

    private readonly SentinelLayout _layout;
    private readonly PublishedStory _story;
    private readonly Playthrough _playthrough = new(TenantId.New(), Seen.Account, "y0123456789abcdef0123456", "tale");
    private readonly DateTimeOffset _now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public SteeringBySentinels()
    {
        var graph = Stories.Graph(Stories.Of("""
            "1": { "audio_file_id": "hall.mp3", "choices": {
              "left": { "next_chapter": 2 },
              "right": [ { "when": "key", "next_chapter": 3 }, { "next_chapter": 2 } ] } },
            "2": { "audio_file_id": "cellar.mp3", "on_enter": [ { "set": { "key": true } } ], "next_chapter": 1 },
            "3": { "audio_file_id": "tower.mp3" }
            """, """ "variables": { "key": { "type": "bool" } }, """));
        _layout = SentinelLayout.Of(graph).Value;
        _story = new PublishedStory(1, graph, _layout);
    }

    [Fact]
    public void A_choice_that_never_changes_is_a_jump_and_every_other_one_rests_in_a_sentinel()
    {
        Assert.Equal(["01", "01.L", "01.R", "01.E", "02", "03", "03.E"], _layout.Slots.Select(slot => slot.Key));
        Assert.Equal(new SlotJumps("02", "01.R", "01.E"), _layout.SlotAt("01")!.Jumps);
        Assert.Equal(new SlotJumps(null, null, "01"), _layout.SlotAt("02")!.Jumps);
        Assert.Equal([BuiltInSounds.RightBridge, BuiltInSounds.Silence], new[] { "01.R", "01.E" }.Select(key => _layout.SlotAt(key)!.Audio));
    }

    [Fact]
    public void Without_a_server_a_sentinel_goes_on_by_its_last_option_and_its_buttons_stay_armed()
    {
        Assert.Equal(new SlotJumps("01.L", "01.R", "02"), _layout.SlotAt("01.R")!.Jumps);
        Assert.Equal(new SlotJumps("02", "01.R", null), _layout.SlotAt("01.E")!.Jumps);
    }

    [Fact]
    public void A_jump_of_the_player_is_a_step_and_nothing_is_asked_of_it()
    {
        Arrive(Observe(Seen.Inserted()));

        var told = Observe(Seen.Track("01", "02", TrackCauses.SkippedForward));

        Assert.Equal(("left", "2"), (Assert.IsType<StoryAdvanced>(Assert.Single(told)).Input, _playthrough.Chapter));
    }

    [Fact]
    public void A_sentinel_is_answered_from_what_the_story_remembers_and_only_as_long_as_the_player_is_in_it()
    {
        Arrive(Observe(Seen.Inserted()));
        Observe(Seen.Track("01", "02", TrackCauses.SkippedForward));
        Observe(Seen.Ended("02", "01"));

        var command = Observe(Seen.Track("01", "01.R", TrackCauses.SkippedForward)).OfType<PlayerCommandRequested>().Single();

        Assert.Equal((PlayerCommands.CardStart, "03"), (command.Command, command.ChapterKey));
        Assert.Equal(_now.AddSeconds(BuiltInSounds.Seconds), command.ExpiresAt);
    }

    [Fact]
    public void A_sentinel_that_went_on_before_it_was_answered_takes_the_story_along()
    {
        Arrive(Observe(Seen.Inserted()));
        Observe(Seen.Track("01", "02", TrackCauses.SkippedForward));
        Observe(Seen.Ended("02", "01"));
        var command = Observe(Seen.Track("01", "01.R", TrackCauses.SkippedForward)).OfType<PlayerCommandRequested>().Single();
        Assert.Equal("3", _playthrough.Chapter);

        Observe(Seen.Ended("01.R", "02"));
        Complete(command.CommandId, CommandOutcomes.Failed);

        Assert.Equal(("2", false), (_playthrough.Chapter, _playthrough.IsOutOfStep));
    }

    [Fact]
    public void A_question_that_nobody_answers_is_held_in_its_sentinel_and_can_be_answered_there()
    {
        Arrive(Observe(Seen.Inserted()));

        Assert.Equal(PlayerCommands.CardPause, Observe(Seen.Ended("01", "01.E")).OfType<PlayerCommandRequested>().Single().Command);
        Arrive([]);
        Observe(Seen.Track("01.E", "02", TrackCauses.Unknown));

        Assert.Equal(("2", null), (_playthrough.Chapter, _playthrough.DueAt));
    }

    [Fact]
    public void A_story_with_more_sentinels_than_a_card_has_chapters_is_refused()
    {
        var chapters = Enumerable.Range(1, 34).Select(number => $$""" "{{number}}": { "audio_file_id": "a.mp3", "choices": { "left": { "once": true, "next_chapter": 1 } } } """);

        Assert.Equal("story.too-large-for-card", SentinelLayout.Of(Stories.Graph(Stories.Of(string.Join(",", chapters)))).Error?.Code);
    }

    [Fact]
    public void A_story_with_more_recordings_than_a_card_has_chapters_is_refused_before_it_is_laid_out()
    {
        var recordings = string.Join(",", Enumerable.Range(1, 64).Select(number => $$"""{ "file": "{{number}}.mp3", "weight": 1 }"""));
        var chapters = Enumerable.Range(1, 200).Select(number => $$""" "{{number}}": { "audio_file_id": [{{recordings}}], "next_chapter": 1 } """);

        var refused = SentinelLayout.Of(Stories.Graph(Stories.Of(string.Join(",", chapters)))).Error;

        Assert.Contains("at least 12800", refused?.Message);
    }

    private IReadOnlyList<IntegrationEvent> Observe(PlayerObserved seen)
    {
        _playthrough.Observe(seen, _story, Policy, _now);
        return _playthrough.TakeRaisedEvents();
    }

    private void Complete(Guid commandId, string outcome)
    {
        _playthrough.CompleteCommand(new PlayerCommandCompleted(Seen.Account, _playthrough.PlayerId, commandId, outcome, "expired", true), _story, Policy, _now);
        _playthrough.TakeRaisedEvents();
    }

    private void Arrive(IReadOnlyList<IntegrationEvent> told)
    {
        Assert.True(told.Count == 0 || told.OfType<PlayerCommandRequested>().Any());
        Complete(_playthrough.Command!.Id, CommandOutcomes.Done);
    }
}
