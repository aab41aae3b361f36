using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Tests.Core;

/// <summary>The decision table, row by row. Chapter 1 lies on 01–03, chapter 2 on 04–06; the story is at chapter 1 unless said.</summary>
public sealed class ReadingObservations
{
    private const int One = 0;
    private const int Two = 1;

    private static readonly TripleLayout Layout = TripleLayout.Of(Stories.Graph(Stories.WholeForest)).Value;

    private static readonly Situation Playing = new(StoryPhase.Playing, One, IsCommandInFlight: false, IsOutOfStep: false);

    [Fact]
    public void A_card_that_goes_in_is_an_insert() => Means(StoryInput.Insert, Playing, Seen.Inserted());

    [Theory]
    [InlineData("02", "01")]
    [InlineData("02", "02")]
    public void Back_from_the_chapter_is_left_whether_it_lands_on_the_bridge_or_at_the_beginning(string from, string to) =>
        Means(StoryInput.Left, Playing, Seen.Back(from, to));

    [Fact]
    public void Forward_from_the_chapter_is_right() => Means(StoryInput.Right, Playing, Seen.Forward("02", "03"));

    [Fact]
    public void The_natural_end_of_the_chapter_is_its_end() => Means(StoryInput.End, Playing, Seen.Ended("02", "03"));

    [Fact]
    public void An_unknown_cause_into_the_right_bridge_is_an_end_so_that_the_buttons_stay_armed() =>
        Means(StoryInput.End, Playing, Seen.Track("02", "03", TrackCauses.Unknown));

    [Theory]
    [InlineData("01")]
    [InlineData("02")]
    public void An_unknown_cause_backwards_is_left(string to) => Means(StoryInput.Left, Playing, Seen.Track("02", to, TrackCauses.Unknown));

    [Fact]
    public void Two_clicks_at_once_count_by_their_direction()
    {
        Means(StoryInput.Right, Playing, Seen.Track("02", "04", TrackCauses.Jump));
        Means(StoryInput.Left, Playing with { Chapter = Two }, Seen.Track("05", "03", TrackCauses.Jump));
    }

    [Theory]
    [InlineData(ObservationKinds.Paused)]
    [InlineData(ObservationKinds.Resumed)]
    [InlineData(ObservationKinds.Stopped)]
    [InlineData(ObservationKinds.VolumeStepped)]
    [InlineData(ObservationKinds.CardRemoved)]
    public void Pauses_and_volume_are_no_inputs(string kind) => IsNothing(Playing, Seen.Observed(kind, "02"));

    [Fact]
    public void While_a_command_is_in_flight_a_turn_is_nothing() => IsNothing(Playing with { IsCommandInFlight = true }, Seen.Forward("02", "03"));

    [Fact]
    public void In_a_bridge_a_turn_to_another_bridge_is_nothing() => IsNothing(Playing, Seen.Forward("03", "04"));

    [Fact]
    public void The_left_bridge_that_leads_back_into_the_chapter_changes_nothing() => IsNothing(Playing, Seen.Ended("01", "02"));

    [Theory]
    [InlineData("04", "05", TrackCauses.NaturalEnd)]
    [InlineData("02", "05", TrackCauses.Jump)]
    [InlineData(null, "05", TrackCauses.Unknown)]
    public void A_chapter_that_nobody_asked_for_is_followed(string? from, string to, string cause) =>
        Assert.Equal(new Reading(Two, null), Read(Playing, Seen.Track(from, to, cause)));

    [Fact]
    public void A_choice_in_a_chapter_whose_beginning_was_missed_counts_there() =>
        Assert.Equal(new Reading(Two, StoryInput.Left), Read(Playing, Seen.Back("05", "04")));

    [Theory]
    [InlineData(StoryPhase.Waiting)]
    [InlineData(StoryPhase.Stopped)]
    [InlineData(StoryPhase.Ended)]
    public void A_resting_player_that_is_turned_answers_and_one_that_is_woken_resumes(StoryPhase phase)
    {
        var resting = Playing with { Phase = phase };

        Means(StoryInput.Left, resting, Seen.Back("03", "02"));
        Means(StoryInput.Right, resting, Seen.Forward("03", "04"));
        Means(StoryInput.Insert, resting, Seen.Ended("03", "04"));
        Means(StoryInput.Insert, resting, Seen.Track("03", "03", TrackCauses.Unknown));
        Means(StoryInput.Insert, resting, Seen.Observed(ObservationKinds.Resumed, "03"));
        IsNothing(resting, Seen.Track(null, "03", TrackCauses.Unknown));
    }

    [Fact]
    public void Out_of_step_the_next_chapter_heard_is_followed_and_bridges_say_nothing()
    {
        var lost = Playing with { IsOutOfStep = true };

        Assert.Equal(new Reading(One, null), Read(lost, Seen.Ended("01", "02")));
        Assert.Equal(new Reading(Two, null), Read(lost with { Phase = StoryPhase.Waiting }, Seen.Ended("04", "05")));
        IsNothing(lost, Seen.Ended("03", "04"));
    }

    [Fact]
    public void A_key_that_the_card_does_not_have_is_nothing() => IsNothing(Playing, Seen.Forward("77", "78"));

    private static void Means(StoryInput input, Situation situation, PlayerObserved seen) =>
        Assert.Equal(new Reading(null, input), Read(situation, seen));

    private static void IsNothing(Situation situation, PlayerObserved seen) => Assert.Equal(Reading.Nothing, Read(situation, seen));

    private static Reading Read(Situation situation, PlayerObserved seen) => ObservationTable.Read(Layout, situation, seen);
}
