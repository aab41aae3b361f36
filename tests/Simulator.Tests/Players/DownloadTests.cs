using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Uploaded audio is fetched when it is first played, the rest of its card behind the scenes, and then it is on the player.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private RunningCloud _cloud = null!;
    private string _song = "";
    private string _passage = "";

    public async ValueTask InitializeAsync()
    {
        _cloud = await RunningCloud.StartAsync(new() { Speed = 10 });
        var cards = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/content/mine"))!["cards"]!.AsArray();
        (_song, _passage) = (await AudioOfAsync(cards[0]!), await AudioOfAsync(cards[1]!));
    }

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Row_22_a_card_that_is_played_for_the_first_time_waits_for_its_audio_and_then_plays()
    {
        await using var listener = await _cloud.ListenAsync("data/events");
        await listener.CommandAsync("events/request");

        await _cloud.ActAsync("insert", new { cardId = await CardAsync(_song) });

        await listener.ExpectAsync("data/events", message => (bool?)message["playbackWait"] is true && (bool?)message["streaming"] is false);
        await listener.ExpectAsync("data/events", message => (bool?)message["playbackWait"] is false && (string?)message["playbackStatus"] is "playing");
        var fetch = await CompletedAsync(count: 1);
        Assert.Equal(_song, $"yoto:#{HashOf(fetch[0])}");
    }

    [Fact]
    public async Task The_rest_of_the_card_is_fetched_behind_the_scenes_each_file_once()
    {
        await _cloud.ActAsync("insert", new { cardId = await CardAsync(_song, _passage, _song) });

        var fetches = await CompletedAsync(count: 2);

        Assert.Equal(["01", "02"], fetches.Select(fetch => (string?)fetch["chapterKey"]));
        Assert.Equal([_song, _passage], fetches.Select(fetch => $"yoto:#{HashOf(fetch)}"));
    }

    [Fact]
    public async Task What_is_on_the_player_plays_without_wifi_and_what_is_not_does_not()
    {
        var (known, unknown) = (await CardAsync(_song), await CardAsync(_passage));
        await _cloud.ActAsync("insert", new { cardId = known });
        await CompletedAsync(count: 1);
        await _cloud.ActAsync("remove");
        await _cloud.ActAsync("wifi", new { available = false });

        var offline = await _cloud.ActAsync("insert", new { cardId = known });
        Assert.Equal(("playing", false), ((string?)offline["status"], (bool?)offline["isWaiting"]));
        await _cloud.ActAsync("insert", new { cardId = unknown });
        await _cloud.TraceAsync("fault", entry => (string?)entry["name"] is "audio-failed");

        await _cloud.ActAsync("wifi", new { available = true });
        await _cloud.ActAsync("press");
        await CompletedAsync(count: 2);
    }

    [Fact]
    public async Task While_it_downloads_the_player_says_so()
    {
        await _cloud.BreakAsync(new { kind = "audio-slow", count = 20_000 });
        await using var listener = await _cloud.ListenAsync("status/full");

        var waiting = await _cloud.ActAsync("insert", new { cardId = await CardAsync(_song) });
        await listener.CommandAsync("status", "{}");
        await listener.ExpectAsync("status/full", message => (int?)message["status"]!["bgDownload"] is 1);

        Assert.Equal((true, true), ((bool?)waiting["isWaiting"], (bool?)waiting["isDownloading"]));
        await CompletedAsync(count: 1);
        await listener.CommandAsync("status", "{}");
        await listener.ExpectAsync("status/full", message => (int?)message["status"]!["bgDownload"] is 0);
    }

    private async Task<string> AudioOfAsync(JsonNode card) =>
        (string)(await _cloud.Http.GetFromJsonAsync<JsonObject>($"/content/{card["cardId"]}"))!["card"]!["content"]!["chapters"]![0]!["tracks"]![0]!["trackUrl"]!;

    private Task<string> CardAsync(params string[] audio)
    {
        var card = CardJson.WithChapters([.. audio.Select((_, index) => $"{index + 1:00}")]);
        for (var index = 0; index < audio.Length; index++) card["content"]!["chapters"]![index]!["tracks"]![0]!["trackUrl"] = audio[index];
        return _cloud.CreateCardAsync(card);
    }

    private Task<List<JsonObject>> CompletedAsync(int count) => Eventually.GetAsync(
        async () => (await _cloud.FetchesAsync()).OfType<JsonObject>().Where(fetch => (bool)fetch["complete"]!).ToList() is var done && done.Count == count
            ? done
            : null,
        RunningCloud.Deadline,
        $"There are not {count} downloads.");

    private static string HashOf(JsonObject fetch) =>
        Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(Convert.FromHexString((string)fetch["sha256"]!));
}
