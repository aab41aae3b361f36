using YotoSmartStream.Bridge.Observing;

namespace YotoSmartStream.Bridge.Tests.Recordings;

/// <summary>How well choices are read from what players tell, against what the child at the simulated player really did.</summary>
public sealed class ObservingRecordedSessions(AThousandSessions sessions, ITestOutputHelper output) : IClassFixture<AThousandSessions>
{
    /// <summary>Messages in a row may be lost, and the player may rest for half a minute before the next tick tells of the choice.</summary>
    private const int LatestAfterSeconds = 45;

    private const int Permutations = 1_000;

    private const int FewestToJudge = 100;

    private const double Tolerance = 0.03;

    [Fact]
    public void Of_choices_before_the_last_three_seconds_ninety_nine_in_a_hundred_are_found_in_a_bad_network_and_none_is_invented()
    {
        var random = new Random(4);
        var (early, late, invented) = Judge(session => session.Disturbed(random, lost: 0.05, repeated: 0.05));

        Report("5 % lost, 5 % repeated", early, late, invented);
        Assert.True(early.Count > 4_000, $"Only {early.Count} choices were recorded.");
        Assert.Empty(invented);
        Assert.InRange(Share(early), 0.99, 1);
    }

    [Fact]
    public void In_a_good_network_every_choice_before_the_last_three_seconds_is_found()
    {
        var (early, late, invented) = Judge(session => session.Messages);

        Report("nothing lost", early, late, invented);
        Assert.Empty(invented);
        Assert.InRange(Share(early), 0.999, 1);
    }

    /// <summary>What is said with a confidence of 0.9 must be wrong one time in ten: neither more often nor less.</summary>
    [Fact]
    public void What_is_stated_of_a_track_is_right_as_often_as_its_confidence_says()
    {
        var random = new Random(16);
        var statements = sessions.All.SelectMany(session => Statement.AllOf(session, session.Disturbed(random, lost: 0.05, repeated: 0.05))).ToList();
        foreach (var alike in statements.GroupBy(said => (said.Cause, said.Confidence)).OrderBy(group => group.Key))
            output.WriteLine($"{alike.Key.Cause,-16} said with {alike.Key.Confidence:0.00}: {Statement.Accuracy(alike):0.000} right of {alike.Count()}");
        var nearEnd = statements.Where(said => said.IsNearEnd).ToList();
        output.WriteLine($"in the last 3 s: said with {nearEnd.Average(said => said.Confidence):0.000} on average, {Statement.Accuracy(nearEnd):0.000} right of {nearEnd.Count}");

        Assert.All(
            statements.GroupBy(said => said.Confidence).Where(alike => alike.Count() >= FewestToJudge),
            alike => Assert.InRange(Statement.Accuracy(alike), alike.Key - Tolerance, alike.Key + Tolerance));
        Assert.InRange(Statement.Accuracy(nearEnd), nearEnd.Average(said => said.Confidence) - Tolerance, nearEnd.Average(said => said.Confidence) + Tolerance);
    }

    [Fact]
    public void In_whatever_order_messages_arrive_the_player_ends_where_it_is_and_no_press_is_added()
    {
        var random = new Random(8);
        for (var permutation = 0; permutation < Permutations; permutation++)
        {
            var session = sessions.All[permutation];
            var inOrder = RecordedSession.Hear(session.Messages);
            var messages = session.Messages.Concat(session.Messages.Take(5)).ToArray();
            random.Shuffle(messages);

            var shuffled = RecordedSession.Hear(messages);

            Assert.Equal(WhereItIs(inOrder.Player), WhereItIs(shuffled.Player));
            Assert.InRange(shuffled.Presses.Count, 0, session.Choices.Count);
        }
    }

    [Fact]
    public void A_whole_session_that_arrives_again_long_after_is_told_only_once()
    {
        foreach (var session in sessions.All.Take(100))
        {
            var once = RecordedSession.Hear(session.Messages);
            var twice = RecordedSession.Hear([.. session.Messages, .. session.Messages]);

            Assert.Equal(once.Told.Select(Words), twice.Told.Select(Words));
            Assert.Equal(WhereItIs(once.Player), WhereItIs(twice.Player));
        }
    }

    private static object WhereItIs(PlayerSnapshot player) =>
        (player.CardId, player.ChapterKey, player.TrackKey, player.PositionSeconds, player.PlaybackStatus, player.Volume);

    private static string Words(Observation seen) => $"{seen.Kind} {seen.State.ChapterKey} {seen.Cause} {seen.Button} {seen.VolumeSteps} {seen.PlayerUtc}";

    private (IReadOnlyList<Finding> Early, IReadOnlyList<Finding> Late, IReadOnlyList<Observation> Invented) Judge(
        Func<RecordedSession, IEnumerable<ReadOnlyMemory<byte>>> deliver)
    {
        var (findings, invented) = (new List<Finding>(), new List<Observation>());
        foreach (var session in sessions.All)
        {
            var unheard = session.Choices.ToList();
            foreach (var press in RecordedSession.Hear(deliver(session)).Presses)
            {
                var choice = unheard.FindLast(made => made.Button == press.Button && press.PlayerUtc - made.PlayerUtc is >= 0 and <= LatestAfterSeconds);
                if (choice is null) invented.Add(press);
                else findings.Add(new Finding(choice, press));
                unheard.Remove(choice!);
            }

            findings.AddRange(unheard.Select(choice => new Finding(choice, null)));
        }

        var late = findings.ToLookup(finding => finding.Choice.SecondsLeft <= TrackChange.EndZoneSeconds);
        return ([.. late[false]], [.. late[true]], invented);
    }

    private static double Share(IReadOnlyList<Finding> findings) => findings.Count(finding => finding.Press is not null) / (double)findings.Count;

    private void Report(string network, IReadOnlyList<Finding> early, IReadOnlyList<Finding> late, IReadOnlyList<Observation> invented)
    {
        output.WriteLine($"{network}: {early.Count} choices before the last 3 s, {Share(early):P2} found; {invented.Count} invented");
output.WriteLine($"  in the last 3 s: {late.Count} choices, {Share(late):P1} found");
        foreach (var missed in early.Where(finding => finding.Press is null).Take(10)) output.WriteLine($"  not found: {missed.Choice}");
        foreach (var press in invented.Take(10)) output.WriteLine($"  invented: {Words(press)} after {press.PreviousChapterKey}, confidence {press.Confidence}");
    }

    private sealed record Finding(Choice Choice, Observation? Press);
}
