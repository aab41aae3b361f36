using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;

namespace YotoSmartStream.Cards.Tests.Core;

public sealed class ArrangingACard
{
    private static readonly DateTimeOffset Noon = new(2030, 7, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Card _card = Card.Create(TenantId.New(), CardId.New(), Title.Parse("Bath songs").Value, null, key: null, Noon);

    [Fact]
    public void A_new_track_comes_last_and_the_others_move_up_when_one_goes()
    {
        var splash = Add("Splash");
        Add("Foam");
        Add("Towel");

        _card.RemoveTrack(splash.Id, Noon);

        Assert.Equal([("Foam", 0), ("Towel", 1)], _card.Tracks.Select(track => (track.Title, track.Position)));
    }

    [Theory]
    [InlineData(0, "Towel Splash Foam")]
    [InlineData(1, "Splash Towel Foam")]
    [InlineData(99, "Splash Foam Towel")]
    public void A_track_is_moved_to_its_new_place(int position, string order)
    {
        Add("Splash");
        Add("Foam");
        var towel = Add("Towel");

        _card.ChangeTrack(towel.Id, Title.Parse("Towel").Value, towel.AudioFileId, position, Noon);

        Assert.Equal(order, string.Join(' ', _card.Tracks.Select(track => track.Title)));
    }

    [Fact]
    public void A_hundred_and_first_track_is_refused()
    {
        for (var number = 1; number <= Card.MaxTracks; number++) Add($"Track {number}");

        Assert.Equal("card.full", _card.AddTrack(Title.Parse("Too much").Value, Guid.CreateVersion7(), null, Noon).Error?.Code);
    }

    [Fact]
    public void A_track_whose_audio_was_deleted_stays_and_is_whole_again_with_another()
    {
        var track = Add("Splash");

        _card.LoseAudio(track.AudioFileId, Noon);
        Assert.True(Assert.Single(_card.Tracks).AudioMissing);

        _card.ChangeTrack(track.Id, Title.Parse("Splash").Value, Guid.CreateVersion7(), null, Noon);
        Assert.False(Assert.Single(_card.Tracks).AudioMissing);
    }

    [Fact]
    public void Every_change_is_a_new_version_and_is_announced()
    {
        var before = _card.Version;
        _card.TakeRaisedEvents();

        Add("Splash");

        Assert.Equal(before + 1, _card.Version);
        Assert.IsType<CardChanged>(Assert.Single(_card.TakeRaisedEvents()));
    }

    [Theory]
    [InlineData("forest-adventure", true)]
    [InlineData("7dwarfs_2", true)]
    [InlineData("", false)]
    [InlineData("Forest", false)]
    [InlineData("-forest", false)]
    [InlineData("../forest", false)]
    [InlineData("forest\n", false)]
    public void A_card_id_is_a_slug(string text, bool isOne) => Assert.Equal(isOne, CardId.Parse(text).IsSuccess);

    [Fact]
    public void A_title_has_one_to_a_hundred_characters_on_one_line()
    {
        Assert.True(Title.Parse(new string('x', 100)).IsSuccess);
        foreach (var text in new[] { null, "  ", new string('x', 101), "two\nlines" }) Assert.Equal("card.title", Title.Parse(text).Error?.Code);
    }

    [Fact]
    public void A_title_is_never_cut_through_a_character()
    {
        var cut = Title.Shorten(new string('x', 99) + "🐉 and more");

        Assert.Equal(new string('x', 99), cut);
    }

    private Track Add(string title) => _card.AddTrack(Title.Parse(title).Value, Guid.CreateVersion7(), key: null, Noon).Value;
}
