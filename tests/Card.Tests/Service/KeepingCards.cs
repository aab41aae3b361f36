using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.Cards.Tests.Service;

public sealed class KeepingCards : IAsyncLifetime
{
    private ACardWorkshop _workshop = null!;

    private HttpClient Client => _workshop.Client;

    public async ValueTask InitializeAsync() => _workshop = await ACardWorkshop.StartAsync();

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    [Fact]
    public async Task A_card_is_created_under_the_id_that_was_chosen_or_a_generated_one()
    {
        var chosen = await Client.PostAsJsonAsync("/api/cards", new { id = "forest", title = " Forest " });
        var generated = await Client.PostAsJsonAsync("/api/cards", new { title = "Forest" });

        Assert.Equal("/api/cards/forest", chosen.Headers.Location!.ToString());
        Assert.Equal("Forest", (await _workshop.GetAsync("/api/cards/forest")).GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(generated.Headers.Location)).StatusCode);
    }

    [Theory]
    [InlineData("""{"title":""}""", HttpStatusCode.BadRequest, "card.title")]
    [InlineData("""{"id":"No Slug","title":"x"}""", HttpStatusCode.BadRequest, "card.id")]
    [InlineData("""{"title":7}""", HttpStatusCode.BadRequest, "request.malformed")]
    [InlineData("""{"title":""", HttpStatusCode.BadRequest, "request.malformed")]
    [InlineData("""{"id":"taken","title":"x"}""", HttpStatusCode.Conflict, "card.exists")]
    public async Task Input_that_breaks_a_rule_is_refused_with_its_code(string body, HttpStatusCode status, string code)
    {
        await _workshop.CreateCardAsync("taken");

        var response = await Client.PostAsync("/api/cards", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        await AssertRefusedAsync(status, code, response);
    }

    [Fact]
    public async Task A_creation_that_is_repeated_with_its_key_is_one_card_and_the_key_is_good_for_nothing_else()
    {
        var first = await PostWithKeyAsync(new { title = "Forest" });
        var again = await PostWithKeyAsync(new { title = "Forest" });
        Assert.Equal(first.Headers.Location, again.Headers.Location);

        await AssertRefusedAsync(HttpStatusCode.Conflict, "idempotency.key-reused", await PostWithKeyAsync(new { title = "Meadow" }));
    }

    [Fact]
    public async Task Cards_are_listed_page_by_page_in_the_order_of_their_ids()
    {
        foreach (var id in new[] { "d", "b", "e", "a", "c" }) await _workshop.CreateCardAsync(id);

        List<string> seen = [];
        string? next = null;
        do
        {
            var page = await _workshop.GetAsync($"/api/cards?limit=2{(next is null ? "" : $"&after={next}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(card => card.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(["a", "b", "c", "d", "e"], seen);
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "cards.limit", await Client.GetAsync("/api/cards?limit=0"));
    }

    [Fact]
    public async Task Whoever_edits_an_old_version_is_told_and_changes_nothing()
    {
        var card = await _workshop.CreateCardAsync();
        var etag = (await Client.GetAsync($"/api/cards/{card}")).Headers.ETag!;

        Assert.Equal(HttpStatusCode.OK, (await PutAsync(card, "Mine", etag.Tag)).StatusCode);
        await AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "card.stale", await PutAsync(card, "Yours", etag.Tag));
        await AssertRefusedAsync(HttpStatusCode.PreconditionFailed, "card.stale", await PutAsync(card, "Yours", "\"nonsense\""));

        Assert.Equal("Mine", (await _workshop.GetAsync($"/api/cards/{card}")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Of_two_editors_at_once_one_wins()
    {
        var card = await _workshop.CreateCardAsync();
        var etag = (await Client.GetAsync($"/api/cards/{card}")).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => PutAsync(card, $"Editor {index}", etag)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), answer => Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode));
    }

    [Fact]
    public async Task Tracks_are_added_moved_renamed_and_removed()
    {
        var card = await _workshop.CreateCardAsync();
        var splash = await _workshop.AddTrackAsync(card, "Splash");
        var foam = await _workshop.AddTrackAsync(card, "Foam");
        var other = _workshop.Audio.Add(1_000, 16_000, 2);

        await Client.PutAsJsonAsync($"/api/cards/{card}/tracks/{foam}", new { title = "Bubbles", audioFileId = other, position = 0 });
        Assert.Equal(["Bubbles", "Splash"], await TitlesAsync(card));

        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync($"/api/cards/{card}/tracks/{splash}")).StatusCode);
        Assert.Equal(["Bubbles"], await TitlesAsync(card));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "track.not-found", await Client.DeleteAsync($"/api/cards/{card}/tracks/{splash}"));
    }

    [Fact]
    public async Task A_track_needs_audio_that_the_tenant_has_though_it_may_still_be_in_the_works()
    {
        var card = await _workshop.CreateCardAsync();
        var tracks = $"/api/cards/{card}/tracks";

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "track.audio", await Client.PostAsJsonAsync(tracks, new { title = "x" }));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await Client.PostAsJsonAsync(tracks, new { title = "x", audioFileId = Guid.CreateVersion7() }));
        var inTheWorks = _workshop.Audio.Add(0, 0, 0, problem: "audio.not-ready");
        Assert.Equal(HttpStatusCode.Created, (await Client.PostAsJsonAsync(tracks, new { title = "x", audioFileId = inTheWorks })).StatusCode);
    }

    [Fact]
    public async Task Audio_uploaded_for_a_card_becomes_a_track_once_and_shows_when_it_is_deleted()
    {
        var card = await _workshop.CreateCardAsync();
        var ready = new AudioReady(Guid.CreateVersion7(), "Splash song.mp3", 1_000, 16_000, card);

        await _workshop.Host.DeliverAsync(ready, _workshop.Tenant);
        await _workshop.Host.DeliverAsync(ready, _workshop.Tenant);
        Assert.Equal(["Splash song"], await TitlesAsync(card));

        await _workshop.Host.DeliverAsync(new AudioDeleted(ready.AudioFileId), _workshop.Tenant);
        var track = (await _workshop.GetAsync($"/api/cards/{card}/tracks")).GetProperty("items")[0];
        Assert.True(track.GetProperty("audioMissing").GetBoolean());
    }

    [Fact]
    public async Task A_deleted_card_is_gone_with_its_tracks_and_this_is_announced()
    {
        var card = await _workshop.CreateCardAsync();
        await _workshop.AddTrackAsync(card, "Splash");

        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync($"/api/cards/{card}")).StatusCode);

        await AssertRefusedAsync(HttpStatusCode.NotFound, "card.not-found", await Client.GetAsync($"/api/cards/{card}"));
        Assert.Equal(card, Assert.Single(await _workshop.Host.AnnouncedAsync<CardDeleted>()).CardId);
    }

    [Fact]
    public async Task To_another_tenant_the_card_does_not_exist_and_its_id_is_free()
    {
        var card = await _workshop.CreateCardAsync();
        var track = await _workshop.AddTrackAsync(card, "Splash");
        using var stranger = _workshop.Host.ClientOf(TenantId.New());
        var body = new { title = "x", audioFileId = _workshop.Audio.Add(1, 1, 1) };

        HttpResponseMessage[] answers =
        [
            await stranger.GetAsync($"/api/cards/{card}"),
            await stranger.PutAsJsonAsync($"/api/cards/{card}", body),
            await stranger.DeleteAsync($"/api/cards/{card}"),
            await stranger.GetAsync($"/api/cards/{card}/tracks"),
            await stranger.PostAsJsonAsync($"/api/cards/{card}/tracks", body),
            await stranger.PutAsJsonAsync($"/api/cards/{card}/tracks/{track}", body),
            await stranger.DeleteAsync($"/api/cards/{card}/tracks/{track}"),
        ];

        foreach (var answer in answers) await AssertRefusedAsync(HttpStatusCode.NotFound, "card.not-found", answer);
        Assert.Equal(HttpStatusCode.Created, (await stranger.PostAsJsonAsync("/api/cards", new { id = card, title = "Theirs" })).StatusCode);
        Assert.Equal("Bath songs", (await _workshop.GetAsync($"/api/cards/{card}")).GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_viewer_looks_and_does_not_change()
    {
        var card = await _workshop.CreateCardAsync();
        using var viewer = _workshop.Host.ClientOf(_workshop.Tenant, Roles.Viewer);

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/api/cards/{card}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync($"/api/cards/{card}")).StatusCode);
    }

    [Fact]
    public async Task When_a_tenant_is_erased_its_cards_go()
    {
        var card = await _workshop.CreateCardAsync();
        await _workshop.AddTrackAsync(card, "Splash");

        await _workshop.Host.DeliverAsync(new TenantErased(), _workshop.Tenant);

        Assert.Equal(0, (await _workshop.GetAsync("/api/cards")).GetProperty("items").GetArrayLength());
    }

    private async Task<List<string>> TitlesAsync(string card) =>
        [.. (await _workshop.GetAsync($"/api/cards/{card}/tracks")).GetProperty("items").EnumerateArray().Select(track => track.GetProperty("title").GetString()!)];

    private Task<HttpResponseMessage> PutAsync(string card, string title, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/cards/{card}") { Content = JsonContent.Create(new { title }) };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> PostWithKeyAsync(object body) => Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/api/cards") { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", "once" } } });

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, body);
        Assert.Equal(code, JsonElement.Parse(body).GetProperty("code").GetString());
    }
}
