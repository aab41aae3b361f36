using YotoSmartStream.Stories.Engine;
using static YotoSmartStream.Stories.Engine.StoryInput;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>The rules of story-model §8 by their numbers.</summary>
public sealed class TellingAStory
{
    private const StoryInput Silence = StoryInput.Timeout;

    [Fact]
    public void H1_the_card_goes_in_and_the_first_chapter_is_heard()
    {
        var told = new Told(Stories.Graph(Stories.Forest)).Hears(Insert);

        Assert.Equal((OutputKind.Play, "intro.mp3"), (told.Output.Kind, told.Output.Audio));
        Assert.Equal(("1", StoryPhase.Playing, 1), (told.Chapter, told.State.Phase, told.Visits("1")));
    }

    [Fact]
    public void H1_the_card_goes_in_again_and_the_current_chapter_is_heard_again_without_counting()
    {
        var told = new Told(Stories.Graph(Stories.Forest)).Hears(Insert, Left, Insert);

        Assert.Equal(("2", "left-path.mp3", 1), (told.Chapter, told.Output.Audio, told.Visits("2")));
    }

    [Fact]
    public void S2_what_the_phase_does_not_accept_changes_nothing()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": 1 } } } """);

        Assert.Equal(OutputKind.None, told.Hears(Left).Output.Kind);
        Assert.Equal(OutputKind.None, told.Hears(End).Output.Kind);
        Assert.Equal(OutputKind.None, told.Hears(Insert, Silence).Output.Kind);
        Assert.Equal(OutputKind.None, told.Hears(End, End).Output.Kind);
    }

    [Fact]
    public void S2_a_stop_leaves_the_buttons_armed()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "end": { "next_chapter": { "do": "stop" } }, "left": { "next_chapter": 2 } } }, "2": { "audio_file_id": "b.mp3" } """)
            .Hears(Insert, End);
        Assert.Equal((OutputKind.Stop, false, StoryPhase.Stopped), (told.Output.Kind, told.Output.Over, told.State.Phase));

        told.Hears(Left);

        Assert.Equal("2", told.Chapter);
    }

    [Fact]
    public void S3_the_way_of_a_step_names_its_edges_and_chapters()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "right": [ { "next_chapter": "gate" } ] } }, "gate": { "next_chapter": 1 } """).Hears(Insert, Right);

        Assert.Equal("/chapters/1/choices/right/0 /chapters/gate/next_chapter", told.Edges);
        Assert.Equal("gate 1", told.Path);
        Assert.Equal((1, 2), (told.Visits("gate"), told.Visits("1")));
    }

    [Fact]
    public void S6_rehearing_counts_nothing()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": { "do": "replay" } } } } """).Hears(Insert, Left, Left);

        Assert.Equal((OutputKind.Play, 1), (told.Output.Kind, told.Visits("1")));
        Assert.Equal("1", told.Path);
    }

    [Fact]
    public void S7_a_circle_of_gates_is_over_instead_of_the_65th_chapter()
    {
        var told = Told.Story(""" "1": { "next_chapter": 2 }, "2": { "next_chapter": 1 } """).Hears(Insert);

        Assert.Equal((OutputKind.Stop, true, StoryPhase.Ended), (told.Output.Kind, told.Output.Over, told.State.Phase));
        Assert.Equal(64, told.Trace.Path.Count);
        Assert.Equal("gate-limit", Assert.Single(told.Trace.Diagnostics));
    }

    [Fact]
    public void S8_a_question_that_ends_waits_and_a_tale_that_ends_is_over()
    {
        var question = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": 1 } } } """).Hears(Insert, End);
        var tale = Told.Story(""" "1": { "audio_file_id": "a.mp3" } """).Hears(Insert, End);

        Assert.Equal((OutputKind.Wait, 300), (question.Output.Kind, question.Output.TimerSeconds));
        Assert.Equal((OutputKind.Stop, true, -1), (tale.Output.Kind, tale.Output.Over, tale.Output.Ending));
    }

    [Fact]
    public void S8_a_choice_that_leads_nowhere_waits_for_another()
    {
        var told = new Told(Stories.Graph(Stories.Forest)).Hears(Insert, Right);

        Assert.Equal((OutputKind.Wait, "1"), (told.Output.Kind, told.Chapter));
        Assert.Equal("/chapters/1/choices/right", told.Edges);
    }

    [Fact]
    public void S9_an_ending_is_noted_and_gives_its_collectible_for_ever()
    {
        var told = Told.Story(
            """ "1": { "audio_file_id": "a.mp3", "ending": "home" } """,
            """ "collectibles": { "lamp": {} }, "endings": { "home": { "collect": "lamp" } }, """).Hears(Insert, End);
        Assert.Equal((true, "home"), (told.Output.Over, told.EndingHeard));

        told.Hears(Insert);

        Assert.Equal(["home"], told.State.EndingsSeen);
        Assert.Equal(["lamp"], told.State.Collected);
        Assert.Equal((StoryPhase.Playing, 1), (told.State.Phase, told.Visits("1")));
    }

    [Fact]
    public void S10_after_an_ending_a_button_starts_where_the_ending_says()
    {
        const string Chapters = """ "1": { "audio_file_id": "a.mp3", "next_chapter": 2 }, "2": { "audio_file_id": "b.mp3", "ending": "e", "choices": { "left": { "next_chapter": 1 } } } """;
        var told = Told.Story(Chapters, """ "endings": { "e": { "replay_from": 2 } }, """).Hears(Insert, End, End);
        var without = Told.Story(Chapters, """ "endings": { "e": {} }, """).Hears(Insert, End, End);

        Assert.Equal("2", told.Hears(Right).Chapter);
        Assert.Equal((1, 0), (told.Visits("2"), told.Visits("1")));
        Assert.Equal(OutputKind.None, without.Hears(Left).Output.Kind);
    }

    [Fact]
    public void S11_visits_are_counted_to_255()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "next_chapter": 1 } """).Hears(Insert).Hears(Enumerable.Repeat(End, 300).ToArray());

        Assert.Equal(255, told.Visits("1"));
    }

    [Fact]
    public void C1_an_option_for_once_gives_way_to_the_next_until_a_new_session()
    {
        var told = Told.Story("""
            "1": { "audio_file_id": "a.mp3", "choices": { "left": [ { "once": true, "next_chapter": 2 }, { "next_chapter": 3 } ], "right": { "next_chapter": { "do": "restart" } } } },
            "2": { "audio_file_id": "b.mp3", "next_chapter": 1 }, "3": { "audio_file_id": "c.mp3", "next_chapter": 1 }
            """).Hears(Insert);

        Assert.Equal("2", told.Hears(Left).Chapter);
        Assert.Equal("3", told.Hears(End, Left).Chapter);
        Assert.Equal("2", told.Hears(End, Right, Left).Chapter);
    }

    [Theory]
    [InlineData(1499, OutputKind.None)]
    [InlineData(1500, OutputKind.Play)]
    public void C2_a_press_before_the_option_was_spoken_is_ignored(int position, OutputKind output)
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "from_s": 1.4995, "next_chapter": 1 } } } """).Hears(Insert);

        Assert.Equal(output, told.HearsAt(Left, position).Output.Kind);
    }

    [Fact]
    public void C2_an_early_press_does_not_fall_through_and_counts_only_while_the_chapter_plays()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": [ { "from_s": 5, "next_chapter": 1 }, { "next_chapter": 2 } ] } }, "2": {} """).Hears(Insert);

        Assert.Equal(OutputKind.None, told.HearsAt(Left, 10).Output.Kind);
        Assert.Equal("1", told.Hears(End).HearsAt(Left, 10).Path);
    }

    [Theory]
    [InlineData("replay", OutputKind.Play)]
    [InlineData("end", OutputKind.Wait)]
    [InlineData("ignore", OutputKind.None)]
    public void C3_without_an_open_option_the_first_that_says_so_decides(string blocked, OutputKind output)
    {
        var told = Told.Story($$""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "once": true, "blocked": "{{blocked}}", "next_chapter": 1 } } } """).Hears(Insert, Left);

        Assert.Equal(output, told.Hears(Left).Output.Kind);
    }

    [Fact]
    public void C4_shake_pause_and_dial_matter_only_to_chapters_that_declare_them()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "shake": { "next_chapter": 1 } } } """).Hears(Insert);

        Assert.Equal(OutputKind.None, told.Hears(Pause).Output.Kind);
        Assert.Equal(OutputKind.None, told.Hears(DialUp).Output.Kind);
        Assert.Equal(OutputKind.Play, told.Hears(Shake).Output.Kind);
    }

    [Fact]
    public void W1_to_W3_a_question_nudges_twice_takes_its_timeout_and_counts_afresh_when_reheard()
    {
        var told = Told.Story(
            """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": 1 }, "timeout": { "next_chapter": { "do": "replay" } } } } """,
            """ "defaults": { "nudge": "n.mp3", "timeout_s": 7 }, """).Hears(Insert, End);
        Assert.Equal((OutputKind.Wait, 7), (told.Output.Kind, told.Output.TimerSeconds));

        Assert.Equal(("n.mp3", 1), (told.Hears(Silence).Output.Audio, told.Output.Nudge));
        Assert.Equal(("n.mp3", 2), (told.Hears(End, Silence).Output.Audio, told.Output.Nudge));
        Assert.Equal("a.mp3", told.Hears(End, Silence).Output.Audio);
        Assert.Equal(1, told.Hears(End, Silence).Output.Nudge);
    }

    [Fact]
    public void W2_a_chapters_own_policy_replaces_the_storys_field_by_field()
    {
        var told = Told.Story(
            """ "1": { "audio_file_id": "a.mp3", "wait": { "idle_stop_s": 60 }, "choices": { "left": { "next_chapter": 1 } } } """,
            """ "defaults": { "max_nudges": 0, "nudge": "n.mp3", "idle_stop_s": 90 }, """).Hears(Insert, End);

        Assert.Equal(60, told.Output.TimerSeconds);
    }

    [Fact]
    public void W3_an_unanswered_question_without_a_way_out_stops()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": 1 } } } """).Hears(Insert, End, Silence);

        Assert.Equal((OutputKind.Stop, false, StoryPhase.Stopped), (told.Output.Kind, told.Output.Over, told.State.Phase));
    }

    [Fact]
    public void W3_the_end_of_a_nudge_waits_again_and_takes_no_end_option()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3", "wait": { "nudge": "n.mp3" }, "choices": { "right": { "next_chapter": { "do": "wait" } }, "end": { "next_chapter": 2 } } }, "2": { "audio_file_id": "b.mp3" } """)
            .Hears(Insert, Right, Silence, End);

        Assert.Equal((OutputKind.Wait, "1"), (told.Output.Kind, told.Chapter));
    }

    [Fact]
    public void N3_restart_forgets_the_session_and_checkpoint_goes_back_to_the_place()
    {
        const string Chapters = """
            "1": { "audio_file_id": "a.mp3", "checkpoint": true, "next_chapter": 2 },
            "2": { "audio_file_id": "b.mp3", "checkpoint": "mid", "next_chapter": 3 },
            "3": { "audio_file_id": "c.mp3", "choices": { "left": { "next_chapter": { "do": "checkpoint" } }, "right": { "next_chapter": { "do": "checkpoint", "name": "1" } }, "shake": { "next_chapter": { "do": "restart" } } } }
            """;

        Assert.Equal("2", Told.Story(Chapters).Hears(Insert, End, End, Left).Chapter);
        Assert.Equal("1", Told.Story(Chapters).Hears(Insert, End, End, Right).Chapter);
        Assert.Equal(0, Told.Story(Chapters).Hears(Insert, End, End, Shake).Visits("2"));
    }

    [Fact]
    public void N5_back_hears_the_chapter_before_and_at_the_beginning_the_same_again()
    {
        var told = Told.Story("""
            "1": { "audio_file_id": "a.mp3", "choices": { "end": { "next_chapter": 2 }, "left": { "next_chapter": { "do": "back" } } } },
            "2": { "audio_file_id": "b.mp3", "choices": { "left": { "next_chapter": { "do": "back" } } } }
            """).Hears(Insert, End, Left);

        Assert.Equal(("1", 1), (told.Chapter, told.Visits("1")));
        Assert.Equal("1", told.Hears(Left).Chapter);
    }

    [Fact]
    public void N7_the_way_back_is_eight_chapters_long()
    {
        var chapters = string.Join(",", Enumerable.Range(1, 12).Select(number =>
            $$""" "{{number}}": { "audio_file_id": "{{number}}.mp3", "choices": { "end": { "next_chapter": {{number + 1}} }, "left": { "next_chapter": { "do": "back" } } } } """));
        var told = Told.Story(chapters).Hears(Insert).Hears(Enumerable.Repeat(End, 10).ToArray());

        Assert.Equal("4", told.Hears(Enumerable.Repeat(Left, 20).ToArray()).Chapter);
    }

    [Fact]
    public void R3_a_fixed_seed_is_the_hash_of_the_card()
    {
        var told = Told.Story(""" "1": { "audio_file_id": "a.mp3" } """, """ "seed": "fixed", """).Hears(Insert);

        Assert.Equal(Fnv1a("tale"), told.State.Random);
    }

    private static ulong Fnv1a(string text) => text.Aggregate(14695981039346656037UL, (hash, letter) => unchecked((hash ^ letter) * 1099511628211UL));
}
