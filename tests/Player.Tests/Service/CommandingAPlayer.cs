using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Bridge;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Players;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Players.Tests.Service;

public sealed class CommandingAPlayer : IAsyncLifetime
{
    private ALinkedFamily _family = null!;

    public async ValueTask InitializeAsync()
    {
        _family = await ALinkedFamily.LinkedAsync();
        _family.Yoto.On("GET /content/5aB3x", _ => FakeYotoAnswer.Json(new
        {
            card = new
            {
                cardId = "5aB3x",
                title = "Bath songs",
                content = new { chapters = new[] { "01", "02", "03" }.Select(key => new { key, title = key, tracks = new[] { new { key = $"t{key}" } } }) },
            },
        }));
    }

    public ValueTask DisposeAsync() => _family.DisposeAsync();

    [Fact]
    public async Task Pause_is_accepted_and_done_when_the_player_has_obeyed()
    {
        var accepted = await SendAsync("pause");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var status = accepted.Headers.Location!.ToString();
        Assert.Equal("requested", (await _family.GetAsync(status)).GetProperty("status").GetString());
        var requested = Assert.Single(await _family.Host.AnnouncedAsync<PlayerCommandRequested>());
        Assert.Equal((PlayerCommands.CardPause, ALinkedFamily.Nursery), (requested.Command, requested.PlayerId));

        await DeliverAsync(new PlayerCommandCompleted(
            _family.AccountId, ALinkedFamily.Nursery, requested.CommandId, CommandOutcomes.Failed, "no-effect", Acknowledged: true));

        var completed = await _family.GetAsync(status);
        Assert.Equal(("failed", "no-effect"), (completed.GetProperty("status").GetString(), completed.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Play_without_a_body_resumes()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("play")).StatusCode);

        Assert.Equal(PlayerCommands.CardResume, (await LastCommandAsync()).Command);
    }

    [Fact]
    public async Task A_published_card_is_played_by_our_name_for_it_from_its_first_chapter()
    {
        await DeliverAsync(new CardPublished(Guid.CreateVersion7(), "bath-songs", _family.AccountId, "5aB3x", null, CardLayouts.Linear));

        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync("play", new { cardId = "bath-songs" })).StatusCode);

        var command = await LastCommandAsync();
        Assert.Equal((PlayerCommands.CardStart, "5aB3x", "01", "t01", 0), (command.Command, command.YotoCardId, command.ChapterKey, command.TrackKey, command.SecondsIn));
    }

    [Fact]
    public async Task A_chapter_is_played_with_its_exact_keys()
    {
        await SendAsync("play", new { yotoCardId = "5aB3x", chapterKey = "02" });

        var command = await LastCommandAsync();
        Assert.Equal(("02", "t02"), (command.ChapterKey, command.TrackKey));
    }

    [Theory]
    [InlineData("{}", HttpStatusCode.Accepted, null)]
    [InlineData("""{"chapterKey":"02"}""", HttpStatusCode.BadRequest, "player.play-card")]
    [InlineData("""{"cardId":"a","yotoCardId":"5aB3x"}""", HttpStatusCode.BadRequest, "player.play-card")]
    [InlineData("""{"yotoCardId":"5aB3x","trackKey":"t01"}""", HttpStatusCode.BadRequest, "player.play-track")]
    [InlineData("""{"yotoCardId":"5aB3x","chapterKey":"2"}""", HttpStatusCode.BadRequest, "player.unknown-chapter")]
    [InlineData("""{"cardId":"never-published"}""", HttpStatusCode.Conflict, "card.not-published")]
    [InlineData("""{"cardId":7}""", HttpStatusCode.BadRequest, "request.malformed")]
    public async Task What_to_play_must_be_sayable(string body, HttpStatusCode status, string? code)
    {
        var response = await SendAsync("play", JsonElement.Parse(body));

        await AssertAnswerAsync(status, code, response);
    }

    [Fact]
    public async Task Skipping_starts_the_neighbouring_chapter_and_ends_at_the_border()
    {
        await ObserveAsync("02");
        await SendAsync("skip", new { direction = "forward" });
        Assert.Equal(("03", "t03"), ((await LastCommandAsync()).ChapterKey, (await LastCommandAsync()).TrackKey));
        await SendAsync("skip", new { direction = "back" });
        Assert.Equal("01", (await LastCommandAsync()).ChapterKey);
        Assert.Single(_family.Yoto.RequestsTo("GET /content/5aB3x"));

        await ObserveAsync("03");
        await AssertAnswerAsync(HttpStatusCode.Conflict, "player.no-next-track", await SendAsync("skip", new { direction = "forward" }));
        await ObserveAsync("01");
        await AssertAnswerAsync(HttpStatusCode.Conflict, "player.no-next-track", await SendAsync("skip", new { direction = "back" }));
    }

    [Fact]
    public async Task Skipping_needs_something_to_skip_in_and_a_direction()
    {
        await AssertAnswerAsync(HttpStatusCode.Conflict, "player.nothing-playing", await SendAsync("skip", new { direction = "forward" }));
        await AssertAnswerAsync(HttpStatusCode.BadRequest, "player.skip-direction", await SendAsync("skip", new { direction = "up" }));
        await AssertAnswerAsync(HttpStatusCode.BadRequest, "player.skip-direction", await SendAsync("skip", new { }));
    }

    [Fact]
    public async Task The_volume_is_a_percentage()
    {
        foreach (var body in new object[] { new { percent = -1 }, new { percent = 101 }, new { } })
            await AssertAnswerAsync(HttpStatusCode.BadRequest, "player.volume", await SendAsync("volume", body));
        await AssertAnswerAsync(HttpStatusCode.BadRequest, "request.malformed", await SendAsync("volume", new { percent = "loud" }));

        await SendAsync("volume", new { percent = 44 });

        Assert.Equal(44, (await LastCommandAsync()).VolumePercent);
    }

    [Fact]
    public async Task A_player_that_is_off_is_not_commanded()
    {
        await DeliverAsync(new PlayerPresenceChanged(_family.AccountId, ALinkedFamily.Nursery, Online: false));

        foreach (var verb in new[] { "play", "pause", "stop" })
            await AssertAnswerAsync(HttpStatusCode.Conflict, "player.offline", await SendAsync(verb));
        Assert.Empty(await _family.Host.AnnouncedAsync<PlayerCommandRequested>());
    }

    [Fact]
    public async Task To_another_tenant_the_player_and_its_commands_do_not_exist()
    {
        var status = (await SendAsync("stop")).Headers.Location!.ToString();
        using var stranger = _family.Host.ClientOf(TenantId.New());

        foreach (var path in new[] { $"/api/players/{ALinkedFamily.Nursery}", status })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).StatusCode);
        foreach (var (verb, body) in new (string, object)[] { ("play", new { }), ("pause", new { }), ("stop", new { }), ("skip", new { direction = "back" }), ("volume", new { percent = 1 }) })
            await AssertAnswerAsync(HttpStatusCode.NotFound, "player.not-found", await stranger.PostAsJsonAsync($"/api/players/{ALinkedFamily.Nursery}/{verb}", body));
        Assert.Equal(0, (await stranger.GetFromJsonAsync<JsonElement>("/api/players")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_viewer_looks_but_does_not_command()
    {
        using var viewer = _family.Host.ClientOf(_family.Tenant, Roles.Viewer);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/api/players/{ALinkedFamily.Nursery}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"/api/players/{ALinkedFamily.Nursery}/stop", null)).StatusCode);
    }

    [Fact]
    public async Task What_the_bridge_observed_is_shown()
    {
        await ObserveAsync("02");

        var player = await _family.GetAsync($"/api/players/{ALinkedFamily.Nursery}");

        Assert.Equal(("playing", "5aB3x", "02"), (
            player.GetProperty("playbackStatus").GetString(), player.GetProperty("yotoCardId").GetString(), player.GetProperty("chapterKey").GetString()));
    }

    private Task<HttpResponseMessage> SendAsync(string verb, object? body = null) => body is null
        ? _family.Client.PostAsync($"/api/players/{ALinkedFamily.Nursery}/{verb}", content: null)
        : _family.Client.PostAsJsonAsync($"/api/players/{ALinkedFamily.Nursery}/{verb}", body);

    private async Task<PlayerCommandRequested> LastCommandAsync() => (await _family.Host.AnnouncedAsync<PlayerCommandRequested>())[^1];

    private Task ObserveAsync(string chapterKey) =>
        DeliverAsync(AnObservation.Of(_family.AccountId, ALinkedFamily.Nursery, ObservationKinds.TrackEntered, chapterKey));

    private Task DeliverAsync(IntegrationEvent integrationEvent) => _family.Host.DeliverAsync(integrationEvent, _family.Tenant);

    private static async Task AssertAnswerAsync(HttpStatusCode status, string? code, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, body);
        if (code is not null) Assert.Equal(code, JsonElement.Parse(body).GetProperty("code").GetString());
    }
}
