using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Cards;
using YotoSmartStream.Contracts.Stories;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Cards.Tests.Service;

public sealed class PublishingACard : IAsyncLifetime
{
    private ACardWorkshop _workshop = null!;

    public async ValueTask InitializeAsync() => _workshop = await ACardWorkshop.StartAsync();

    public ValueTask DisposeAsync() => _workshop.DisposeAsync();

    [Fact]
    public async Task A_card_of_tracks_becomes_a_linear_streaming_card()
    {
        var card = await _workshop.CreateCardAsync();
        await _workshop.AddTrackAsync(card, "Splash", milliseconds: 92_400, bytes: 742_310, channels: 1);
        await _workshop.AddTrackAsync(card, "Foam", milliseconds: 60_600, bytes: 500_000);

        var published = await _workshop.PublishAsync(card);

        Assert.Equal(("published", "5aB3x"), (published.GetProperty("state").GetString(), published.GetProperty("yotoCardId").GetString()));
        var request = Assert.Single(_workshop.Yoto.RequestsTo("POST /content"));
        Assert.Equal("Bearer access-token", request.Authorization);
        var urls = _workshop.Audio.LastMinted!.AudioFileIds.Select(id => $"https://family.example/stream/token/{id}.mp3").ToList();
        AssertJson(
            $$"""
            {
              "title": "Bath songs",
              "content": {
                "activity": "yoto_Player",
                "version": "1",
                "playbackType": "linear",
                "config": { "resumeTimeout": 2592000, "onlineOnly": true, "autoadvance": "next", "disableTrackNav": false, "disableChapterNav": false },
                "chapters": [
                  {
                    "key": "01", "title": "Splash", "overlayLabel": "1", "duration": 92, "fileSize": 742310, "hasStreams": true, "display": {},
                    "tracks": [{
                      "key": "01", "title": "Splash", "type": "stream", "trackUrl": "{{urls[0]}}", "format": "mp3",
                      "overlayLabel": "1", "duration": 92, "fileSize": 742310, "channels": "mono" }]
                  },
                  {
                    "key": "02", "title": "Foam", "overlayLabel": "2", "duration": 61, "fileSize": 500000, "hasStreams": true, "display": {},
                    "tracks": [{
                      "key": "02", "title": "Foam", "type": "stream", "trackUrl": "{{urls[1]}}", "format": "mp3",
                      "overlayLabel": "2", "duration": 61, "fileSize": 500000, "channels": "stereo" }]
                  }
                ]
              },
              "metadata": { "media": { "duration": 153, "fileSize": 1242310, "hasStreams": true } }
            }
            """,
            request.Json);
        Assert.Equal(card, _workshop.Audio.LastMinted.CardId);
    }

    [Fact]
    public async Task A_card_with_a_story_gets_the_storys_chapters_with_their_exact_keys_and_free_knobs()
    {
        var card = await _workshop.CreateCardAsync("forest", "The Forest Adventure");
        TellStory(revision: 4);

        var published = await _workshop.PublishAsync(card);

        Assert.Equal(4, published.GetProperty("storyRevision").GetInt32());
        var content = Assert.Single(_workshop.Yoto.RequestsTo("POST /content")).Json.GetProperty("content");
        Assert.Equal(
            [("L1", "<"), ("N1", "1"), ("R1", ">")],
            content.GetProperty("chapters").EnumerateArray().Select(chapter => (chapter.GetProperty("key").GetString()!, chapter.GetProperty("overlayLabel").GetString()!)));
        Assert.All(content.GetProperty("chapters").EnumerateArray(), chapter =>
            Assert.Equal(chapter.GetProperty("key").GetString(), chapter.GetProperty("tracks")[0].GetProperty("key").GetString()));
        Assert.False(content.GetProperty("config").GetProperty("disableChapterNav").GetBoolean());
        var announced = Assert.Single(await _workshop.Host.AnnouncedAsync<CardPublished>());
        Assert.Equal(("forest", "5aB3x", 4, CardLayouts.Triples), (announced.CardId, announced.YotoCardId, announced.StoryRevision, announced.Layout));
    }

    [Fact]
    public async Task Publishing_again_replaces_the_same_card_so_the_physical_one_stays_linked()
    {
        var card = await CardWithTrackAsync();
        await _workshop.PublishAsync(card);
        await _workshop.PublishAsync(card);

        var requests = _workshop.Yoto.RequestsTo("POST /content");
        Assert.False(requests[0].Json.TryGetProperty("cardId", out _));
        Assert.Equal("5aB3x", requests[1].Json.GetProperty("cardId").GetString());
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task A_card_that_was_deleted_at_yoto_is_created_anew(HttpStatusCode status)
    {
        var card = await CardWithTrackAsync();
        await _workshop.PublishAsync(card);
        _workshop.Yoto.On("POST /content", request => request.Json.TryGetProperty("cardId", out _)
            ? new FakeYotoAnswer(status, "{}")
            : FakeYotoAnswer.Json(new { card = new { cardId = "9zZ9z" } }));

        var published = await _workshop.PublishAsync(card);

        Assert.Equal("9zZ9z", published.GetProperty("yotoCardId").GetString());
    }

    [Fact]
    public async Task While_yoto_is_away_the_publication_waits_says_why_and_is_done_when_yoto_is_back()
    {
        var card = await CardWithTrackAsync();
        _workshop.Yoto.On("POST /content", _ => new FakeYotoAnswer(HttpStatusCode.BadGateway, "<html>"));
        var accepted = await _workshop.Client.PostAsJsonAsync($"/api/cards/{card}/publications", new { yotoAccountId = _workshop.Account });
        var location = accepted.Headers.Location!.ToString();
        await Eventually.HoldsAsync(
            async () => (await _workshop.GetAsync(location)).GetProperty("problem") is { ValueKind: JsonValueKind.Object } problem
                && problem.GetProperty("code").GetString() == "yoto.unavailable",
            TimeSpan.FromSeconds(20),
            "Nobody said what the publication waits for.");
        Assert.Equal("pending", (await _workshop.GetAsync(location)).GetProperty("state").GetString());

        _workshop.Yoto.On("POST /content", _ => FakeYotoAnswer.Json(new { card = new { cardId = "5aB3x" } }));

        var published = await _workshop.EndOfAsync(location);
        Assert.Equal("published", published.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, published.GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task What_will_not_pass_fails_with_its_code_and_a_sentence()
    {
        var empty = await _workshop.CreateCardAsync("empty");
        await AssertFailsAsync(empty, "card.empty");

        var card = await CardWithTrackAsync();
        _workshop.Stories.Answer = Error.Conflict("story.unpublishable", "Chapter 2 leads nowhere.");
        await AssertFailsAsync(card, "story.unpublishable");

        _workshop.Stories.Answer = new FrozenStory(card, 1, "Story", CardLayouts.Triples, [new("N1", "Gate", "chapter", "1", Guid.CreateVersion7())]);
        await AssertFailsAsync(card, "audio.not-found", saying: "'Gate'");

        TellStory(revision: 1);
        _workshop.Yoto.On("POST /content", _ => new FakeYotoAnswer(HttpStatusCode.BadRequest, """{"error":{"message":"title too silly"}}"""));
        await AssertFailsAsync(card, "yoto.refused", saying: "title too silly");
        Assert.Empty(await _workshop.Host.AnnouncedAsync<CardPublished>());
    }

    [Fact]
    public async Task An_account_that_is_not_the_tenants_or_must_be_linked_again_is_refused_at_once()
    {
        var card = await CardWithTrackAsync();
        var publications = $"/api/cards/{card}/publications";

        await AssertRefusedAsync(HttpStatusCode.NotFound, "yoto-account.not-found", await _workshop.Client.PostAsJsonAsync(publications, new { yotoAccountId = Guid.CreateVersion7() }));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "publication.account", await _workshop.Client.PostAsJsonAsync(publications, new { }));
        _workshop.Access.Refusal = Error.Conflict("yoto-account.relink", "Link again.");
        await AssertRefusedAsync(HttpStatusCode.Conflict, "yoto-account.relink", await _workshop.Client.PostAsJsonAsync(publications, new { yotoAccountId = _workshop.Account }));
    }

    [Fact]
    public async Task A_repeated_request_with_the_same_key_is_one_publication()
    {
        var card = await CardWithTrackAsync();

        var first = await PostWithKeyAsync($"/api/cards/{card}/publications", new { yotoAccountId = _workshop.Account });
        var second = await PostWithKeyAsync($"/api/cards/{card}/publications", new { yotoAccountId = _workshop.Account });

        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task To_another_tenant_neither_card_nor_publication_exists()
    {
        var card = await CardWithTrackAsync();
        var published = await _workshop.PublishAsync(card);
        using var stranger = _workshop.Host.ClientOf(TenantId.New());

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/api/cards/{card}/publications/{published.GetProperty("id").GetGuid()}")).StatusCode);
        await AssertRefusedAsync(
            HttpStatusCode.NotFound, "card.not-found", await stranger.PostAsJsonAsync($"/api/cards/{card}/publications", new { yotoAccountId = _workshop.Account }));
    }

    private async Task<string> CardWithTrackAsync()
    {
        var card = await _workshop.CreateCardAsync();
        await _workshop.AddTrackAsync(card, "Splash");
        return card;
    }

    private void TellStory(int revision) => _workshop.Stories.Answer = new FrozenStory("forest", revision, "The Forest", CardLayouts.Triples,
    [
        new("L1", "Left", "left-bridge", "1", _workshop.Audio.Add(2_000, 32_000, 2)),
        new("N1", "The gate", "chapter", "1", _workshop.Audio.Add(20_000, 320_000, 2)),
        new("R1", "Right", "right-bridge", "1", _workshop.Audio.Add(2_000, 32_000, 2)),
    ]);

    private async Task AssertFailsAsync(string card, string code, string saying = "")
    {
        var failed = await _workshop.PublishAsync(card);
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Equal(code, failed.GetProperty("problem").GetProperty("code").GetString());
        Assert.Contains(saying, failed.GetProperty("problem").GetProperty("message").GetString());
    }

    private Task<HttpResponseMessage> PostWithKeyAsync(string path, object body) => _workshop.Client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", "once" } } });

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, body);
        Assert.Equal(code, JsonElement.Parse(body).GetProperty("code").GetString());
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), $"Expected {expected}, Yoto was sent {actual}");
}
