using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.AudioFiles.Tests.Core;

/// <summary>Where a listener is follows from what was sent and when; 16 bytes last a millisecond.</summary>
public sealed class HearingAQueue
{
    private const int Second = 16_000;
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Listener Anna = new("player:anna", "anna", "forest");

    private readonly QueuePlan _plan = Plan(version: 1, seconds: 60);

    [Fact]
    public void A_player_that_fetched_all_at_once_is_heard_at_play_rate()
    {
        var listening = Begin(from: 0);
        listening.Send(60 * Second, Noon.AddSeconds(1));

        Assert.Equal(20 * Second, listening.PositionAt(Noon.AddSeconds(20)));
        Assert.True(listening.IsListening(Noon.AddSeconds(60)));
        Assert.False(listening.IsListening(Noon.AddSeconds(61)));
        Assert.Equal(60 * Second, listening.PositionAt(Noon.AddHours(1)));
    }

    [Fact]
    public void A_player_that_fetches_piece_by_piece_is_on_one_way()
    {
        var listening = Begin(from: 0);
        listening.Send(30 * Second, Noon);
        listening.Ask(Anna, _plan, from: 30 * Second, Noon.AddSeconds(10));
        listening.Send(60 * Second, Noon.AddSeconds(10));

        Assert.Equal(20 * Second, listening.PositionAt(Noon.AddSeconds(20)));
        Assert.Equal(Noon.AddSeconds(60), listening.HeardAt);
    }

    [Fact]
    public void A_player_that_seeks_is_where_it_went()
    {
        var listening = Begin(from: 0);
        listening.Send(30 * Second, Noon);
        listening.Ask(Anna, _plan, from: 50 * Second, Noon.AddSeconds(5));
        listening.Send(60 * Second, Noon.AddSeconds(5));

        Assert.Equal(55 * Second, listening.PositionAt(Noon.AddSeconds(10)));
    }

    [Fact]
    public void A_player_that_comes_back_later_begins_a_new_stretch()
    {
        var listening = Begin(from: 0);
        listening.Send(10 * Second, Noon);
        listening.Ask(Anna, _plan, from: 10 * Second, Noon.AddMinutes(5));
        listening.Send(20 * Second, Noon.AddMinutes(5));

        Assert.Equal(12 * Second, listening.PositionAt(Noon.AddMinutes(5).AddSeconds(2)));
    }

    [Fact]
    public void The_next_round_is_heard_when_all_of_this_one_was()
    {
        var listening = Begin(from: 0);
        listening.Send(60 * Second, Noon.AddSeconds(50));
        listening.GoOn(Plan(version: 1, seconds: 30), Noon.AddSeconds(50));
        listening.Send(10 * Second, Noon.AddSeconds(60));

        Assert.Equal(0, listening.PositionAt(Noon.AddSeconds(55)));
        Assert.Equal(5 * Second, listening.PositionAt(Noon.AddSeconds(65)));
        Assert.True(listening.IsListening(Noon.AddSeconds(70)));
    }

    [Fact]
    public void A_snapshot_is_remembered_for_a_month()
    {
        var listening = Begin(from: 0);
        listening.Send(Second, Noon);

        Assert.True(listening.IsResumable(Noon.AddDays(30)));
        Assert.False(listening.IsResumable(Noon.AddDays(31)));
        Assert.Equal(_plan.File.Tag, listening.Plan().File.Tag);
    }

    [Fact]
    public void Two_plans_have_one_tag_exactly_if_their_bytes_are_the_same()
    {
        var item = _plan.Items[0];

        Assert.Equal(_plan.File.Tag, new QueuePlan(TenantId.New(), 2, 0, [item with { ItemId = Guid.CreateVersion7() }]).File.Tag);
        Assert.NotEqual(_plan.File.Tag, new QueuePlan(TenantId.New(), 1, 0, [item, item]).File.Tag);
    }

    private Listening Begin(long from) => Listening.Begin(TenantId.New(), Guid.CreateVersion7(), Anna, _plan, from, Noon);

    private static QueuePlan Plan(int version, int seconds) =>
        new(TenantId.New(), version, round: 0, [new(Guid.CreateVersion7(), Guid.CreateVersion7(), new string('a', 64), seconds * Second)]);
}
