using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Players;

namespace YotoSmartStream.Players.Tests.Core;

public sealed class TheDeviceShadow
{
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Player _player = Player.Discover(TenantId.New(), Guid.CreateVersion7(), new ListedPlayer("y1", "Nursery", "v3", Online: true));

    [Fact]
    public void An_inserted_card_plays_and_people_are_told()
    {
        Observe(ObservationKinds.CardInserted, "01");

        Assert.Equal(new DeviceShadow(true, "playing", "5aB3x", "01", "01", 12, 92, 8), _player.Shadow);
        Assert.Single(_player.TakeRaisedEvents().OfType<PlayerStateChanged>());
    }

    [Fact]
    public void A_track_that_was_entered_begins_at_its_start_although_the_position_of_the_one_left_is_reported()
    {
        Observe(ObservationKinds.TrackEntered, "02");

        Assert.Equal(("02", 0), (_player.Shadow.ChapterKey, _player.Shadow.PositionSeconds));
    }

    [Fact]
    public void Stopping_keeps_the_place_and_removing_the_card_forgets_it_but_not_the_volume()
    {
        Observe(ObservationKinds.CardInserted, "01");
        Observe(ObservationKinds.Stopped);
        Assert.Equal(("stopped", "01"), (_player.Shadow.PlaybackStatus, _player.Shadow.ChapterKey));

        Observe(ObservationKinds.CardRemoved);

        Assert.Equal(new DeviceShadow(true, "stopped", null, null, null, null, null, 8), _player.Shadow);
    }

    [Fact]
    public void What_changes_nothing_that_people_see_is_not_announced()
    {
        Observe(ObservationKinds.CardInserted, "01");
        _player.TakeRaisedEvents();

        Observe(ObservationKinds.CardInserted, "01");

        Assert.Empty(_player.TakeRaisedEvents());
    }

    [Fact]
    public void News_that_arrive_late_do_not_overwrite_newer_ones()
    {
        Observe(ObservationKinds.Paused, "02", Noon.AddSeconds(5));

        Observe(ObservationKinds.CardInserted, "01", Noon);

        Assert.Equal(("paused", "02"), (_player.Shadow.PlaybackStatus, _player.Shadow.ChapterKey));
    }

    [Fact]
    public void Whoever_reports_is_online_and_a_player_that_went_away_is_not()
    {
        _player.SeePresence(new PlayerPresenceChanged(_player.YotoAccountId, _player.Id, Online: false) { OccurredAt = Noon });
        Assert.False(_player.Shadow.Online);

        Observe(ObservationKinds.Resumed, "01", Noon.AddSeconds(1));

        Assert.True(_player.Shadow.Online);
    }

    private void Observe(string kind, string? chapterKey = null, DateTimeOffset? at = null) =>
        _player.Observe(AnObservation.Of(_player.YotoAccountId, _player.Id, kind, chapterKey) with { OccurredAt = at ?? Noon });
}
