using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.Bridge.Observing;
using static YotoSmartStream.Bridge.Tests.Core.APlayer;

namespace YotoSmartStream.Bridge.Tests.Core;

/// <summary>QoS 1 repeats, networks reorder: what is told must not change.</summary>
public sealed class HearingThingsTwice
{
    [Fact]
    public void A_message_that_arrives_twice_is_told_once()
    {
        var turn = Full("03", position: 0, at: Noon + 5);
        var first = PlayerObserver.Observe(Playing("02"), turn);
        var second = PlayerObserver.Observe(first.After, turn);

        Assert.Single(first.Observations);
        Assert.Equal(ReportVerdict.Repeated, second.Verdict);
        Assert.Empty(second.Observations);
    }

    [Fact]
    public void A_repeat_within_the_same_second_does_not_turn_the_volume_back()
    {
        var nine = new PlayerReport { Volume = 9, EventUtc = Noon + 1, Fingerprint = "nine" };
        var ten = new PlayerReport { Volume = 10, EventUtc = Noon + 1, Fingerprint = "ten" };

        var after = new[] { nine, ten, nine }.Aggregate(Playing(), (player, report) => PlayerObserver.Observe(player, report).After);

        Assert.Equal(10, after.Volume);
    }

    [Fact]
    public void A_late_message_about_the_volume_still_counts_when_only_the_position_was_newer()
    {
        var tick = PlayerObserver.Observe(Playing("02", position: 20), Full("02", position: 25, at: Noon + 5) with { Volume = default, VolumeMax = default });
        var late = PlayerObserver.Observe(tick.After, new PlayerReport { Volume = 9, EventUtc = Noon + 3 });

        Assert.Equal(9, late.After.Volume);
        Assert.Equal(25, late.After.PositionSeconds);
        Assert.Single(late.Observations);
    }

    [Fact]
    public void A_message_that_newer_ones_have_overtaken_changes_nothing()
    {
        var now = PlayerObserver.Observe(Playing("02"), Full("03", position: 0, at: Noon + 5)).After;
        var late = PlayerObserver.Observe(now, Full("02", position: 22, at: Noon + 2));

        Assert.Equal(ReportVerdict.Overtaken, late.Verdict);
        Assert.Equal("03", late.After.ChapterKey);
    }

    [Fact]
    public void A_clock_that_was_set_back_an_hour_is_believed()
    {
        var seen = PlayerObserver.Observe(Playing("02", at: Noon), Full("03", position: 0, at: Noon - 3_600));

        Assert.Equal("03", seen.After.ChapterKey);
        Assert.Null(Assert.Single(seen.Observations).Button);
    }

    [Fact]
    public void However_often_messages_are_repeated_at_once_the_story_is_told_the_same()
    {
        var histories =
            from steps in Gen.Elements("next", "back", "restart", "tick", "louder", "pause", "play").ListOf(40)
            from repeats in Gen.Choose(0, 3).ListOf(40)
            select (History(steps), repeats.ToList());

        Prop.ForAll(histories.ToArbitrary(), sample =>
        {
            var (history, repeats) = sample;
            var repeated = history.SelectMany((report, index) => Enumerable.Repeat(report, 1 + repeats[index]));
            return Told(history).SequenceEqual(Told(repeated));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void However_late_messages_arrive_within_a_minute_the_player_ends_where_it_is()
    {
        var histories =
            from steps in Gen.Elements("next", "back", "tick", "louder").ListOf(12)
            from order in Gen.Shuffle(Enumerable.Range(0, 12).ToArray())
            select (History(steps), order);

        Prop.ForAll(histories.ToArbitrary(), sample =>
        {
            var (history, order) = sample;
            var inOrder = Last(history);
            var shuffled = Last(order.Select(index => history[index]));
            return (inOrder.ChapterKey, inOrder.PositionSeconds, inOrder.Volume) == (shuffled.ChapterKey, shuffled.PositionSeconds, shuffled.Volume);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>A whole object per step, one second apart or two, as a player would tell it.</summary>
    private static List<PlayerReport> History(IEnumerable<string> steps)
    {
        var (chapter, position, volume, status, at) = (50, 0, 8, "playing", Noon);
        var history = new List<PlayerReport>();
        foreach (var step in steps)
        {
            at += 2;
            position += status == "playing" ? 2 : 0;
            if (step is "next" or "back" or "restart") (position, status) = (0, "playing");
            chapter += step switch { "next" => 1, "back" => -1, _ => 0 };
            volume = step == "louder" ? Math.Min(16, volume + 1) : volume;
            status = step switch { "pause" => "paused", "play" => "playing", _ => status };
            history.Add(Full($"{chapter:00}", position, 600, at: at) with
            {
                Volume = volume,
                PlaybackStatus = status,
                Fingerprint = $"{at}/{step}",
            });
        }

        return history;
    }

    private static List<string> Told(IEnumerable<PlayerReport> history)
    {
        var player = Playing("50", position: 0, track: 600);
        var told = new List<string>();
        foreach (var report in history)
        {
            var seen = PlayerObserver.Observe(player, report);
            told.AddRange(seen.Observations.Select(fact => $"{fact.Kind} {fact.Cause} {fact.Button} {fact.State.ChapterKey} {fact.VolumeSteps}"));
            player = seen.After;
        }

        return told;
    }

    private static PlayerSnapshot Last(IEnumerable<PlayerReport> history) =>
        history.Aggregate(Playing("50", position: 0, track: 600), (player, report) => PlayerObserver.Observe(player, report).After);
}
