using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Rest;

/// <summary>Rows 6 and 8: cards are created, replaced, read, listed and deleted; faults are JSON.</summary>
public sealed class ContentTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_8_a_new_card_gets_an_id_of_five_characters_and_keeps_fields_that_nobody_knows()
    {
        var card = CardJson.WithChapters("01");
        card["content"]!["chapters"]![0]!["tracks"]![0]!["events"] = new JsonObject { ["onEnd"] = new JsonObject { ["cmd"] = "stop" } };

        var cardId = await _cloud.CreateCardAsync(card);
        var read = await ReadAsync(cardId);

        Assert.Matches("^[0-9A-Za-z]{5}$", cardId);
        Assert.Equal("stop", (string?)read["content"]!["chapters"]![0]!["tracks"]![0]!["events"]!["onEnd"]!["cmd"]);
        Assert.Equal("A walk.", (string?)read["metadata"]!["description"]);
        Assert.Equal(_cloud.Ready.Account.Id, (string?)read["userId"]);
    }

    [Fact]
    public async Task Row_8_nullable_keys_that_the_author_left_out_are_read_as_null()
    {
        var read = await ReadAsync(await _cloud.CreateCardAsync(CardJson.WithChapters("01")));

        var chapter = (JsonObject)read["content"]!["chapters"]![0]!;
        foreach (var name in new[] { "availableFrom", "ambient", "defaultTrackDisplay", "defaultTrackAmbient", "overlayLabelOverride" })
            Assert.True(chapter.ContainsKey(name) && chapter[name] is null, name);
    }

    [Fact]
    public async Task Row_8_a_card_posted_back_whole_replaces_itself_and_the_server_fields_in_it_are_ignored()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02"));
        var read = await ReadAsync(cardId);
        var createdAt = (string?)read["createdAt"];
        read["title"] = "Another title";
        read["userId"] = "auth0|someone-else";
        read["createdAt"] = "1999-01-01T00:00:00.000Z";

        Assert.Equal(cardId, await _cloud.CreateCardAsync(read));

        var replaced = await ReadAsync(cardId);
        Assert.Equal("Another title", (string?)replaced["title"]);
        Assert.Equal((_cloud.Ready.Account.Id, createdAt), ((string?)replaced["userId"], (string?)replaced["createdAt"]));
    }

    [Theory]
    [InlineData("""{}""", "title")]
    [InlineData("""{"title":"","content":{"chapters":[]}}""", "title")]
    [InlineData("""{"title":17,"content":{"chapters":[]}}""", "title")]
    [InlineData("""{"title":"T"}""", "content")]
    [InlineData("""{"title":"T","content":{}}""", "chapters")]
    [InlineData("""{"title":"T","content":{"playbackType":"random","chapters":[]}}""", "playbackType")]
    [InlineData("""{"title":"T","content":{"chapters":[17]}}""", "chapters[0]")]
    [InlineData("""{"title":"T","content":{"chapters":[{"key":"01","title":"C"}]}}""", "tracks")]
    [InlineData("""{"title":"T","content":{"chapters":[{"key":"01","title":"C","tracks":[]},{"key":"01","title":"C","tracks":[]}]}}""", "repeats")]
    [InlineData("""{"title":"T","content":{"chapters":[{"key":"01","title":"C","tracks":[{"key":"01","title":"T","format":"mp3","type":"stream","trackUrl":"file.mp3"}]}]}}""", "trackUrl")]
    [InlineData("""{"title":"T","content":{"chapters":[{"key":"01","title":"C","tracks":[{"key":"01","title":"T","format":"mp3","type":"audio","trackUrl":"https://x/y"}]}]}}""", "trackUrl")]
    [InlineData("""{"cardId":"abc","title":"T","content":{"chapters":[]}}""", "cardId")]
    [InlineData("""{"title":"T","content":{"chapters":[]},"metadata":{"category":"films"}}""", "category")]
    [InlineData("""{"title":"T","content":{"chapters":[]},"metadata":{"genre":["a","b","c","d"]}}""", "genre")]
    [InlineData("""{"title":"T","content":{"chapters":[]},"metadata":{"languages":["tlh"]}}""", "languages")]
    [InlineData("""{"title":"T","content":{"chapters":[{"key":"01","title":"C","tracks":[{"key":"01","title":"T","format":"midi","type":"stream","trackUrl":"https://x/y"}]}]}}""", "format")]
    [InlineData("""not json""", "JSON")]
    [InlineData("""[]""", "JSON")]
    public async Task Row_8_a_card_with_a_fault_is_refused_and_the_fault_is_named(string body, string named)
    {
        using var response = await _cloud.Http.PostAsync("/content", new StringContent(body, Encoding.UTF8, "application/json"));

        var error = (await response.Content.ReadFromJsonAsync<JsonObject>())!["error"]!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("bad-request", (string?)error["code"]);
        Assert.Contains(named, (string?)error["message"]);
    }

    [Fact]
    public async Task Lists_show_cards_without_chapters_but_with_their_duration()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01", "02"));

        foreach (var (path, card) in new[] { ("/content/mine", ""), ("/card/family/library", "card") })
        {
            var listed = (await _cloud.Http.GetFromJsonAsync<JsonObject>(path))!["cards"]!.AsArray().Single(entry => (string?)entry!["cardId"] == cardId)!;
            var summary = card is "" ? listed : listed[card]!;
            Assert.Null(summary["content"]!["chapters"]);
            Assert.Equal(2 * CardJson.ChapterSeconds, (double?)summary["metadata"]!["media"]!["duration"]);
        }
    }

    [Fact]
    public async Task A_deleted_card_is_gone()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01"));

        Assert.Equal("""{"status":"ok"}""", await (await _cloud.Http.DeleteAsync($"/content/{cardId}")).Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.NotFound, (await _cloud.Http.GetAsync($"/content/{cardId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _cloud.Http.DeleteAsync($"/content/{cardId}")).StatusCode);
    }

    [Fact]
    public async Task A_deleted_card_is_listed_only_for_those_who_ask_for_deleted_ones()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01"));
        await _cloud.Http.DeleteAsync($"/content/{cardId}");

        Assert.DoesNotContain(cardId, await _cloud.Http.GetStringAsync("/content/mine"));
        var listed = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/content/mine?showdeleted=true"))!["cards"]!.AsArray();
        Assert.True((bool?)listed.Single(card => (string?)card!["cardId"] == cardId)!["deleted"]);
    }

    [Fact]
    public async Task Playable_audio_is_a_link_that_works_without_a_token_and_not_after_it_was_tampered_with()
    {
        var cardId = await FirstCardAsync();

        var card = (await _cloud.Http.GetFromJsonAsync<JsonObject>($"/content/{cardId}?timezone=Europe/London&playable=true&signingType=s3"))!["card"]!;
        var url = (string)card["content"]!["chapters"]![0]!["tracks"]![0]!["trackUrl"]!;

        Assert.Contains("#sha256=", url);
        var audio = await _cloud.Anonymous.GetByteArrayAsync(url);
        Assert.Equal((int?)card["content"]!["chapters"]![0]!["tracks"]![0]!["fileSize"], audio.Length);
        using var forged = await _cloud.Anonymous.GetAsync(url.Replace("Expires=", "Expires=9", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
    }

    [Fact]
    public async Task Details_of_a_card_say_whose_it_is()
    {
        var details = (await _cloud.Http.GetFromJsonAsync<JsonObject>($"/card/details/{await FirstCardAsync()}?timezone=Europe/London"))!;

        Assert.NotNull(details["card"]!["content"]!["chapters"]);
        Assert.True((bool?)details["ownership"]!["cardIsMadeByUser"]);
    }

    [Fact]
    public async Task Row_6_a_body_that_is_too_large_is_refused_with_JSON()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/content") { Content = new ByteArrayContent(new byte[31 * 1024 * 1024]) };
        request.Headers.ExpectContinue = true;   // Listens before it sends.

        using var response = await _cloud.Http.SendAsync(request);

        Assert.Equal(413, (int)response.StatusCode);
        Assert.NotNull(await response.Content.ReadFromJsonAsync<JsonObject>());
    }

    [Fact]
    public async Task Another_familys_card_is_not_found_as_content_and_forbidden_as_card()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.WithChapters("01"));
        using var stranger = await _cloud.StrangerAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/content/{cardId}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync($"/content/{cardId}")).StatusCode);
        using var card = await stranger.GetAsync($"/card/{cardId}");
        Assert.Equal(HttpStatusCode.Forbidden, card.StatusCode);
        var text = await card.Content.ReadAsStringAsync();
        Assert.Contains("Access to card", text);
        Assert.Contains("forbidden", text);
    }

    [Fact]
    public async Task An_update_of_a_card_that_is_not_there_or_not_ones_own_is_refused()
    {
        var update = CardJson.WithChapters("01");
        update["cardId"] = await _cloud.CreateCardAsync(CardJson.WithChapters("01"));
        using var stranger = await _cloud.StrangerAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.PostAsJsonAsync("/content", update)).StatusCode);
        update["cardId"] = "-----";
        Assert.Equal(HttpStatusCode.NotFound, (await _cloud.Http.PostAsJsonAsync("/content", update)).StatusCode);
    }

    [Theory]
    [InlineData("PATCH", "/content/mine", 404)]
    [InlineData("GET", "/sim/players/y1/trace?after=soon", 400)]
    public async Task Row_6_a_request_that_no_handler_sees_is_answered_with_JSON_too(string method, string path, int status)
    {
        using var response = await _cloud.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull(await response.Content.ReadFromJsonAsync<JsonObject>());
    }

    [Fact]
    public async Task Row_6_a_path_that_does_not_exist_answers_JSON_and_every_answer_is_stamped()
    {
        using var response = await _cloud.Http.GetAsync("/no/such/path");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", (string?)(await response.Content.ReadFromJsonAsync<JsonObject>())!["error"]!["code"]);
        Assert.True(response.Headers.Contains("x-amzn-RequestId"));
    }

    private async Task<string> FirstCardAsync() => (string)(await _cloud.Http.GetFromJsonAsync<JsonObject>("/content/mine"))!["cards"]![0]!["cardId"]!;

    private async Task<JsonObject> ReadAsync(string cardId) => (JsonObject)(await _cloud.Http.GetFromJsonAsync<JsonObject>($"/content/{cardId}"))!["card"]!;
}
