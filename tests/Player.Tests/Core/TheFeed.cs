using System.Text.Json;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Feed;
using YotoSmartStream.Contracts.Stories;

namespace YotoSmartStream.Players.Tests.Core;

public sealed class TheFeed
{
    private static readonly Guid Account = Guid.CreateVersion7();

    [Fact]
    public void A_turn_of_the_knob_is_a_button_press()
    {
        var frame = Frame(AnObservation.Of(Account, "y1", ObservationKinds.TrackEntered, "L2", button: "left"));

        Assert.Equal("button.press", frame.GetProperty("type").GetString());
        Assert.Equal("left", frame.GetProperty("button").GetString());
        Assert.Equal("y1", frame.GetProperty("playerId").GetString());
        Assert.Equal(new DateTime(2030, 7, 1, 12, 0, 0, DateTimeKind.Utc), frame.GetProperty("at").GetDateTime());
    }

    [Fact]
    public void Another_observation_is_named_after_its_kind_and_carries_no_empty_fields()
    {
        var frame = Frame(AnObservation.Of(Account, "y1", ObservationKinds.Paused, "01"));

        Assert.Equal("player.paused", frame.GetProperty("type").GetString());
        Assert.False(frame.TryGetProperty("button", out _));
        Assert.False(frame.TryGetProperty("volumeSteps", out _));
    }

    [Fact]
    public void A_step_of_a_story_says_from_where_to_where()
    {
        var frame = Frame(new StoryAdvanced(Account, "y1", "forest", Guid.CreateVersion7(), 3, "left", "1", "2", "play"));

        Assert.Equal("story.advanced", frame.GetProperty("type").GetString());
        Assert.Equal(("1", "2", "left"), (
            frame.GetProperty("fromChapter").GetString(), frame.GetProperty("toChapter").GetString(), frame.GetProperty("input").GetString()));
    }

    [Fact]
    public void An_upload_is_followed_until_it_is_ready_or_refused_with_its_code()
    {
        var ready = Frame(new AudioReady(Guid.CreateVersion7(), "song.mp3", 61_000, 976_000, CardId: null));
        var rejected = Frame(new AudioRejected(Guid.CreateVersion7(), "notes.mp3", "audio.unsupported-type", "That is not audio."));

        Assert.Equal(("audio.ready", 61_000), (ready.GetProperty("type").GetString(), ready.GetProperty("durationMilliseconds").GetInt64()));
        Assert.Equal(("audio.rejected", "audio.unsupported-type"), (rejected.GetProperty("type").GetString(), rejected.GetProperty("code").GetString()));
    }

    [Fact]
    public void A_published_card_is_told_with_the_id_that_yoto_gave_it()
    {
        var published = Frame(new CardPublished(Guid.CreateVersion7(), "forest", Account, "5aB3x", 2, CardLayouts.Triples));

        Assert.Equal(("card.published", "5aB3x"), (published.GetProperty("type").GetString(), published.GetProperty("yotoCardId").GetString()));
    }

    [Fact]
    public void No_frame_names_the_tenant_or_the_account()
    {
        var tenant = Guid.CreateVersion7();
        var json = FeedFrame.From(AnObservation.Of(Account, "y1", ObservationKinds.Paused) with { TenantId = tenant })!.Json;

        Assert.DoesNotContain(tenant.ToString(), json);
        Assert.DoesNotContain(Account.ToString(), json);
    }

    [Fact]
    public void What_people_need_not_see_has_no_frame()
    {
        Assert.Null(FeedFrame.From(new CardChanged("forest", "Forest")));
    }

    private static JsonElement Frame(BuildingBlocks.IntegrationEvent integrationEvent) =>
        JsonElement.Parse(FeedFrame.From(integrationEvent with { OccurredAt = new DateTimeOffset(2030, 7, 1, 12, 0, 0, TimeSpan.Zero) })!.Json);
}
