using FsCheck;
using FsCheck.Fluent;
using YotoSmartStream.AudioFiles.StreamQueues;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class AStreamQueuesLife
{
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Guid _bear = Guid.CreateVersion7();
    private readonly Guid _otter = Guid.CreateVersion7();

    [Fact]
    public void Its_first_items_decide_its_format_until_it_is_empty_again()
    {
        var queue = Queue(QueueMode.Sequential);
        Assert.Equal(0, queue.Channels);

        queue.Add([_bear], channels: 1, position: null, Noon);
        queue.Add([_otter], channels: 2, position: null, Noon);
        Assert.Equal(1, queue.Channels);

        queue.Lose(_bear, Noon);
        queue.Remove(queue.Items[0].Id, Noon);
        Assert.Equal(0, queue.Channels);
    }

    [Theory]
    [InlineData(0, "obb")]
    [InlineData(1, "bob")]
    [InlineData(-5, "obb")]
    [InlineData(99, "bbo")]
    public void Items_join_where_they_are_put(int position, string order)
    {
        var queue = Queue(QueueMode.Sequential, _bear, _bear);

        queue.Add([_otter], channels: 1, position, Noon);

        Assert.Equal(order, string.Concat(queue.Items.Select(item => item.AudioFileId == _bear ? 'b' : 'o')));
    }

    [Fact]
    public void A_new_order_names_each_item_exactly_once()
    {
        var queue = Queue(QueueMode.Sequential, _bear, _otter, _bear);
        var ids = queue.Items.Select(item => item.Id).ToList();

        Assert.True(queue.Reorder([ids[2], ids[0], ids[1]], Noon).IsSuccess);

        Assert.Equal([ids[2], ids[0], ids[1]], queue.Items.Select(item => item.Id));
        foreach (var wrong in (Guid[][])[[ids[0], ids[1]], [ids[0], ids[0], ids[1]], [ids[0], ids[1], Guid.CreateVersion7()], [.. ids, ids[0]]])
            Assert.Equal("stream.order", queue.Reorder(wrong, Noon).Error?.Code);
    }

    [Fact]
    public void It_is_never_longer_than_a_thousand_items()
    {
        var queue = Queue(QueueMode.Sequential, [.. Enumerable.Repeat(_bear, StreamQueue.MaxItems)]);

        Assert.Equal("stream.full", queue.Add([_otter], 1, null, Noon).Error?.Code);
    }

    [Fact]
    public void Every_change_is_a_version_and_is_announced()
    {
        var queue = Queue(QueueMode.Shuffle, _bear, _otter);
        var before = queue.Version;
        queue.TakeRaisedEvents();

        queue.ShuffleAnew(Noon);
        queue.Remove(queue.Items[0].Id, Noon);

        Assert.Equal(before + 2, queue.Version);
        Assert.Equal([before + 1, before + 2], queue.TakeRaisedEvents().Cast<StreamQueueChanged>().Select(change => change.Version));
        Assert.Equal("stream-item.not-found", queue.Remove(Guid.CreateVersion7(), Noon).Error?.Code);
        Assert.Equal(before + 2, queue.Version);
    }

    [Fact]
    public void A_shuffle_plays_each_item_once_and_keeps_its_order_until_it_is_shuffled_anew()
    {
        var queue = Queue(QueueMode.Shuffle, [.. Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7())]);

        var order = QueueOrder.Of(queue, round: 0);
        Assert.Equal(order, QueueOrder.Of(queue, round: 0));
        Assert.NotEqual(queue.Items, order);
        Assert.Equal(queue.Items.OrderBy(item => item.Id), order.OrderBy(item => item.Id));

        queue.ShuffleAnew(Noon);
        Assert.NotEqual(order, QueueOrder.Of(queue, round: 0));
    }

    [Fact]
    public void An_item_that_joins_a_shuffle_leaves_the_others_in_their_order()
    {
        var queue = Queue(QueueMode.Shuffle, [.. Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7())]);
        var order = QueueOrder.Of(queue, round: 0);

        queue.Add([_bear], 1, null, Noon);

        Assert.Equal(order, QueueOrder.Of(queue, round: 0).Where(item => item.AudioFileId != _bear));
    }

    [Fact]
    public void Endless_shuffle_plays_all_items_in_each_round_and_none_twice_in_a_row() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<PositiveInt>(), (size, rounds) =>
        {
            var queue = Queue(QueueMode.EndlessShuffle, [.. Enumerable.Range(0, 2 + (size.Get % 8)).Select(_ => Guid.CreateVersion7())]);
            var heard = Enumerable.Range(0, 1 + (rounds.Get % 20)).Select(round => QueueOrder.Of(queue, round)).ToList();
            var inARow = heard.SelectMany(round => round).ToList();
            return heard.All(round => round.ToHashSet().SetEquals(queue.Items) && round.Count == queue.Items.Count)
                && inARow.Zip(inARow.Skip(1)).All(pair => pair.First != pair.Second);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    [InlineData("two\nlines")]
    public void It_has_a_name(string? name) => Assert.Equal("stream.name", QueueName.Parse(name).Error?.Code);

    private static StreamQueue Queue(QueueMode mode, params Guid[] files)
    {
        var queue = StreamQueue.Create(TenantId.New(), QueueName.Parse("Bedtime").Value, mode, creationKey: null, Noon);
        if (files.Length > 0) queue.Add(files, channels: 1, position: null, Noon);
        return queue;
    }
}
