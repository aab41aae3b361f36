using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Players;

/// <summary>Row 29: the player really GETs what it plays.</summary>
public sealed class FetchingTests : IAsyncLifetime
{
    private AudioServer _audio = null!;
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync()
    {
        _audio = await AudioServer.StartAsync();
        _cloud = await RunningCloud.StartAsync(new() { Speed = 10 });
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        await _audio.DisposeAsync();
    }

    [Fact]
    public async Task Row_29_a_started_track_is_fetched_whole_without_credentials_and_logged_with_its_hash()
    {
        var bytes = Mp3.OfSeconds(30);
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", bytes))));

        await _cloud.ActAsync("insert", new { cardId });
        var fetch = await CompletedFetchAsync();

        Assert.Equal((bytes.Length, 200), ((int?)fetch["bytes"], (int?)fetch["status"]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string?)fetch["sha256"]);
        Assert.Equal(30, (double)fetch["durationSeconds"]!, tolerance: 0.03);
        Assert.False(Assert.Single(_audio.Requests).HasCredentials);
    }

    [Fact]
    public async Task Row_29_a_card_that_streams_is_inserted_in_a_third_way_over_MQTT_and_in_the_second_over_REST()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", Mp3.OfSeconds(600)))));
        await using var listener = await _cloud.ListenAsync("data/status", "response");
        await listener.CommandAsync("card/start", $$"""{"uri":"https://yoto.io/{{cardId}}","secondsIn":0}""");
        await listener.ExpectAsync("response");

        await listener.CommandAsync("status/request");
        var status = PlayerListener.Json(await listener.ExpectAsync("data/status"))["status"]!;
        var rest = (await _cloud.Http.GetFromJsonAsync<JsonObject>($"/device-v2/{_cloud.PlayerId}/status"))!;

        Assert.Equal((3, cardId), ((int?)status["cardInserted"], (string?)status["activeCard"]));
        Assert.Equal((2, cardId), ((int?)rest["cardInsertionState"], (string?)rest["activeCard"]));
    }

    [Fact]
    public async Task A_track_without_declared_duration_lasts_as_long_as_its_audio()
    {
        var (shortUrl, longUrl) = (_audio.Add("one.mp3", Mp3.OfSeconds(4)), _audio.Add("two.mp3", Mp3.OfSeconds(60)));
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", shortUrl), ("02", longUrl)));
        await using var listener = await ListenAsync();

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.TraceAsync("event", entry => (string?)entry["fields"]?["chapterKey"] is "02");

        var entered = await _cloud.Anonymous.GetStringAsync($"/sim/players/{_cloud.PlayerId}/trace?kinds=track");
        var times = JsonNode.Parse(entered)!.AsArray().Select(entry => (long)entry!["atMicroseconds"]!).ToList();
        Assert.InRange(TimeSpan.FromMicroseconds(times[1] - times[0]).TotalSeconds * 10, 3.9, 12);
    }

    [Fact]
    public async Task Row_29_a_streamed_track_waits_for_its_audio_and_says_that_it_is_streaming()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", Mp3.OfSeconds(60)))));
        await using var listener = await ListenAsync();

        await _cloud.ActAsync("insert", new { cardId });
        var first = await _cloud.TraceAsync("event", entry => Is(entry, cardId));
        var playing = await _cloud.TraceAsync("event", entry => Is(entry, cardId) && (bool?)entry["fields"]?["playbackWait"] is false);

        Assert.True((bool?)first["fields"]!["playbackWait"]);
        Assert.True((bool?)playing["fields"]!["streaming"]);
        Assert.Equal(60, (int?)playing["fields"]!["trackLength"]);
    }

    [Fact]
    public async Task Row_29_a_broken_connection_is_continued_with_Range_to_the_same_bytes()
    {
        var bytes = Mp3.OfSeconds(30);
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", bytes))));
        _audio.BreakOnce("one.mp3", afterBytes: 100_000);

        await _cloud.ActAsync("insert", new { cardId });
        var fetch = await CompletedFetchAsync();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), (string?)fetch["sha256"]);
        Assert.Equal(2, (int?)fetch["requests"]);
        Assert.StartsWith("bytes=", _audio.Requests[1].Range);
    }

    [Fact]
    public async Task Audio_that_is_not_there_stops_the_player_which_still_obeys_afterwards()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.UrlOf("missing.mp3")), ("02", _audio.Add("two.mp3", Mp3.OfSeconds(60)))));
        await using var listener = await ListenAsync();

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.TraceAsync("event", entry => (string?)entry["fields"]?["playbackStatus"] is "stopped" && (string?)entry["fields"]?["chapterKey"] is "01");
        await _cloud.ActAsync("turn-right", new { steps = 1 });
        await _cloud.TraceAsync("event", entry => (bool?)entry["fields"]?["playbackWait"] is false && (string?)entry["fields"]?["chapterKey"] is "02");

        var failed = (await _cloud.FetchesAsync())[0]!;
        Assert.Equal((404, false), ((int?)failed["status"], (bool?)failed["complete"]));
    }

    [Theory]
    [InlineData("stream-not-found", "refused by the server", 404)]
    [InlineData("stream-not-redirected", "refused by the server", null)]
    public async Task Row_29_switched_so_a_player_gives_up_a_stream_that_is_gone_or_elsewhere(string kind, string error, int? status)
    {
        var target = _audio.Add("one.mp3", Mp3.OfSeconds(60));
        _audio.Redirect("moved.mp3", target);
        await _cloud.BreakAsync(new { kind, playerId = _cloud.PlayerId });
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", kind is "stream-not-found" ? target : _audio.UrlOf("moved.mp3"))));

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.TraceAsync("fault", entry => (string?)entry["name"] is "audio-failed");

        var fetch = (await _cloud.FetchesAsync())[0]!;
        Assert.Equal((error, status), ((string?)fetch["error"], (int?)fetch["status"]));
    }

    [Fact]
    public async Task Row_29_without_the_fault_a_player_follows_a_redirect()
    {
        _audio.Redirect("moved.mp3", _audio.Add("one.mp3", Mp3.OfSeconds(20)));
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.UrlOf("moved.mp3"))));

        await _cloud.ActAsync("insert", new { cardId });

        Assert.Equal(20, (double)(await CompletedFetchAsync())["durationSeconds"]!, tolerance: 0.03);
    }

    [Fact]
    public async Task Row_29_a_stream_that_stalls_makes_the_player_say_that_it_waits()
    {
        await _cloud.BreakAsync(new { kind = "stream-stalls", count = 100_000 });
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", Mp3.OfSeconds(60)))));
        await using var listener = await ListenAsync();

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.TraceAsync("event", entry => (bool?)entry["fields"]?["playbackWait"] is false && (string?)entry["fields"]?["playbackStatus"] is "playing");
        var stalled = await _cloud.TraceAsync("event", entry => (bool?)entry["fields"]?["playbackWait"] is true && (int?)entry["fields"]?["position"] > 0);

        Assert.InRange((int)stalled["fields"]!["position"]!, 5, 12);
    }

    [Fact]
    public async Task A_file_that_the_child_skips_is_still_fetched_to_its_end()
    {
        var bytes = Mp3.OfSeconds(300);
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", bytes)), ("02", _audio.Add("two.mp3", Mp3.OfSeconds(60)))));

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.ActAsync("turn-right", new { steps = 1 });
        var fetch = await CompletedFetchAsync();

        Assert.Equal(bytes.Length, (int?)fetch["bytes"]);
    }

    [Fact]
    public async Task Without_wifi_a_streamed_track_cannot_start_and_with_wifi_it_can_again()
    {
        var cardId = await _cloud.CreateCardAsync(CardJson.Streaming(("01", _audio.Add("one.mp3", Mp3.OfSeconds(60)))));
        await _cloud.ActAsync("wifi", new { available = false });

        await _cloud.ActAsync("insert", new { cardId });
        await _cloud.TraceAsync("fault", entry => (string?)entry["name"] is "audio-failed");
        await _cloud.ActAsync("wifi", new { available = true });
        await _cloud.ActAsync("press");

        await CompletedFetchAsync();
        Assert.Single(_audio.Requests);
    }

    private static bool Is(JsonObject entry, string cardId) => (string?)entry["fields"]?["cardId"] == cardId;

    private async Task<PlayerListener> ListenAsync()
    {
        var listener = await _cloud.ListenAsync("response");
        await listener.CommandAsync("events/request");
        return listener;
    }

    private Task<JsonObject> CompletedFetchAsync(string chapterKey = "01") => Eventually.GetAsync(
        async () => (await _cloud.FetchesAsync()).OfType<JsonObject>()
            .FirstOrDefault(fetch => (bool)fetch["complete"]! && (string?)fetch["chapterKey"] == chapterKey),
        RunningCloud.Deadline,
        $"No fetch of chapter {chapterKey} was completed.");
}
