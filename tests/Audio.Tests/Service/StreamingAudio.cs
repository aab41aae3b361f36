using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Contracts.Identities;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class StreamingAudio
{
    [Fact]
    public async Task A_player_plays_a_stream_url_without_credentials()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(), "Chapter One.wav");

        var path = await host.MintAsync(id);
        using var response = await host.PlayAsync(path);

        Assert.EndsWith("/chapter-one.mp3", path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("audio/mpeg", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("inline", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("bytes", response.Headers.AcceptRanges.ToString());
        Assert.False(response.Headers.ETag!.IsWeak);
        Assert.True(response.Headers.CacheControl!.Private);
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal(await host.Client.GetByteArrayAsync($"/api/audio/{id}"), await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("bytes=0-99", 0, 99)]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=1000-", 1000, -1)]
    [InlineData("bytes=-50", -50, -1)]
    [InlineData("bytes=-99999999", 0, -1)]
    [InlineData("bytes=5-99999999", 5, -1)]
    public async Task Any_range_is_exactly_its_bytes(string range, int from, int to)
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var whole = await host.Client.GetByteArrayAsync($"/api/audio/{id}");
        var first = from < 0 ? whole.Length + from : from;
        var last = to < 0 ? whole.Length + to : to;

        foreach (var path in (string[])[await host.MintAsync(id), $"/api/audio/{id}"])
        {
            using var part = await host.PlayAsync(path, range);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal($"bytes {first}-{last}/{whole.Length}", part.Content.Headers.ContentRange?.ToString());
            Assert.Equal(whole[first..(last + 1)], await part.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task A_range_that_does_not_exist_is_refused_and_one_that_cannot_be_read_is_ignored()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var length = (await host.PlayAsync(path)).Content.Headers.ContentLength!.Value;

        foreach (var beyond in (string[])[$"bytes={length}-", "bytes=-0", "bytes=99999999-"])
        {
            using var refused = await host.PlayAsync(path, beyond);
            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, refused.StatusCode);
            Assert.Equal($"bytes */{length}", refused.Content.Headers.ContentRange?.ToString());
            await AudioHost.RefusedAsync(HttpStatusCode.RequestedRangeNotSatisfiable, "audio.range", refused);
        }

        var manyOverlapping = "bytes=" + string.Join(',', Enumerable.Repeat("0-", 500));
        foreach (var ignored in (string[])["bytes=5-1", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", manyOverlapping])
        {
            using var whole = await host.PlayAsync(path, ignored);
            Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
            Assert.Equal(length, (await whole.Content.ReadAsByteArrayAsync()).Length);
        }
    }

    [Fact]
    public async Task A_player_goes_on_only_in_the_bytes_that_it_knows()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var etag = (await host.PlayAsync(path)).Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.PartialContent, (await host.PlayAsync(path, "bytes=10-", ifRange: etag)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(path, "bytes=10-", ifRange: "\"other\"")).StatusCode);
        var known = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", etag } } };
        Assert.Equal(HttpStatusCode.NotModified, (await host.Player.SendAsync(known)).StatusCode);
    }

    [Fact]
    public async Task A_stream_url_grants_looking_and_listening_and_nothing_else()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var length = (await host.PlayAsync(path)).Content.Headers.ContentLength;

        using var head = await host.PlayAsync(path, method: HttpMethod.Head);

        Assert.Equal((HttpStatusCode.OK, length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        foreach (var method in (HttpMethod[])[HttpMethod.Delete, HttpMethod.Put, HttpMethod.Post])
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.PlayAsync(path, method: method)).StatusCode);
    }

    [Fact]
    public async Task An_expired_url_is_gone()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var token = host.Module.Services.GetRequiredService<StreamTokens>().Mint(new(host.Family, StreamSubject.AudioFile, id, past.AddDays(-1), past), "story");

        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.url-expired", await host.PlayAsync($"/stream/{token}/story.mp3"));
    }

    [Fact]
    public async Task An_altered_url_is_refused_and_tells_nothing()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var token = (await host.MintAsync(id)).Split('/')[2];
        var foreign = new StreamTokens(new StreamKeyRing([new byte[32]]))
            .Mint(new(host.Family, StreamSubject.AudioFile, id, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(130)), "story");

        var altered = $"{(token[0] == 'A' ? 'B' : 'A')}{token[1..]}";
        foreach (var path in (string[])[$"/stream/{altered}/story.mp3", $"/stream/{token}/other.mp3", $"/stream/{foreign}/story.mp3", $"/stream/{id}/story.mp3"])
            await AudioHost.RefusedAsync(HttpStatusCode.Forbidden, "audio.url-invalid", await host.PlayAsync(path));
    }

    [Fact]
    public async Task The_url_of_a_deleted_file_is_gone()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var path = await host.MintAsync(id);

        await host.Client.DeleteAsync($"/api/audio/{id}");

        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.deleted", await host.PlayAsync(path));
    }

    [Fact]
    public async Task Withdrawn_urls_are_gone_and_new_ones_work()
    {
        await using var host = await AudioHost.StartAsync();
        var (id, other) = (await host.UploadUntilReadyAsync(await Samples.WavAsync()), await host.UploadUntilReadyAsync(await Samples.WavAsync(frequencyHz: 300)));
        var (path, othersPath) = (await host.MintAsync(id), await host.MintAsync(other));
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(path)).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/audio/{id}/stream-urls")).StatusCode);

        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.url-withdrawn", await host.PlayAsync(path));
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(othersPath)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(await host.MintAsync(id))).StatusCode);

        await host.Client.DeleteAsync("/api/audio/stream-urls");
        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.url-withdrawn", await host.PlayAsync(othersPath));
    }

    [Fact]
    public async Task Nobody_withdraws_the_urls_of_another_family()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var path = await host.MintAsync(id);
        using var stranger = host.Module.ClientOf(TenantId.New());

        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await stranger.DeleteAsync($"/api/audio/{id}/stream-urls"));
        await stranger.DeleteAsync("/api/audio/stream-urls");

        Assert.Equal(HttpStatusCode.OK, (await host.PlayAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_suspended_family_streams_nothing()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));

        await host.Module.DeliverAsync(new TenantSuspended(), host.Family);

        await AudioHost.RefusedAsync(HttpStatusCode.Gone, "audio.url-withdrawn", await host.PlayAsync(path));
    }

    [Fact]
    public async Task A_precondition_of_the_player_is_kept()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        using var first = await host.PlayAsync(path);
        var (tag, modified) = (first.Headers.ETag!.Tag, first.Content.Headers.LastModified!.Value);

        foreach (var (header, value, status) in ((string, string, HttpStatusCode)[])
        [
            ("If-Match", tag, HttpStatusCode.OK),
            ("If-Match", "*", HttpStatusCode.OK),
            ("If-Match", "\"other\"", HttpStatusCode.PreconditionFailed),
            ("If-None-Match", $"\"other\", W/{tag}", HttpStatusCode.NotModified),
            ("If-None-Match", "*", HttpStatusCode.NotModified),
            ("If-Modified-Since", modified.ToString("R"), HttpStatusCode.NotModified),
            ("If-Modified-Since", modified.AddSeconds(-1).ToString("R"), HttpStatusCode.OK),
            ("If-Unmodified-Since", modified.AddSeconds(-1).ToString("R"), HttpStatusCode.PreconditionFailed),
            ("If-Unmodified-Since", "nonsense", HttpStatusCode.OK),
        ])
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await host.Player.SendAsync(request);
            Assert.True(status == response.StatusCode, $"{header}: {value} was answered with {response.StatusCode}.");
        }
    }

    [Fact]
    public async Task Listening_is_announced_with_the_card_and_looking_is_not()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());

        await host.PlayAsync(await host.MintAsync(id, "castle"), method: HttpMethod.Head);
        await host.PlayAsync(await host.MintAsync(id, "forest"));

        var announced = await Eventually.GetAsync(
            async () => await host.Module.AnnouncedAsync<AudioRequested>() is { Count: > 0 } events ? events : null, AudioHost.Deadline, "Nothing was announced.");
        Assert.Equal((id, "forest"), (Assert.Single(announced).AudioFileId, announced[0].CardId));
    }

    [Fact]
    public async Task A_player_that_fetches_in_many_pieces_gives_one_sign_of_life_and_later_another()
    {
        await using var host = await AudioHost.StartAsync();
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var pieces = 0;

        await Eventually.HoldsAsync(
            async () =>
            {
                using var piece = await host.PlayAsync(path, $"bytes={100 * pieces++}-");
                return (await host.Module.AnnouncedAsync<AudioRequested>()).Count == 2;
            },
            AudioHost.Deadline,
            "There was no second sign of life.");

        Assert.True(pieces > 10, $"Only {pieces} pieces were fetched.");
    }

    [Fact]
    public async Task Two_cards_that_play_one_file_are_told_apart()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());

        foreach (var card in (string[])["forest", "castle", "forest"]) await host.PlayAsync(await host.MintAsync(id, card));

        await Eventually.HoldsAsync(async () => (await host.Module.AnnouncedAsync<AudioRequested>()).Count == 2, AudioHost.Deadline, "They were not announced.");
        Assert.Equal(["castle", "forest"], (await host.Module.AnnouncedAsync<AudioRequested>()).Select(asked => asked.CardId).Order());
    }

    [Fact]
    public async Task Every_replica_believes_the_urls_of_the_key_file_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        string path;
        await using (var first = await AudioHost.StartAsync(settings: ("Data:Folder", folder)))
            path = await first.MintAsync(await first.UploadUntilReadyAsync(await Samples.WavAsync()));

        await using (var second = await AudioHost.StartAsync(settings: ("Data:Folder", folder)))
            Assert.Equal(HttpStatusCode.OK, (await second.PlayAsync(path)).StatusCode);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "audio-stream.key")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_token_is_written_into_no_log_and_no_trace()
    {
        var written = new ConcurrentQueue<string>();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name != "System.Net.Http",   // That is the player, not us.
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => written.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(traces);
        await using var host = await AudioHost.StartAsync(builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Trace);
            builder.Logging.AddProvider(new Recorder(written));
        });
        var path = await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync()));
        var token = path.Split('/')[2];

        await host.PlayAsync(path);
        await host.PlayAsync(path, "bytes=99999999-");
        await host.PlayAsync(path.Replace(".mp3", "x.mp3", StringComparison.Ordinal));
        await host.Client.GetAsync("/api/audio");   // The server's own activity ends after its response: this one's end comes after it.

        var leaks = written.Where(line => line.Contains(token, StringComparison.Ordinal)).ToList();
        Assert.True(written.Count > 10, "Nothing was recorded at all.");
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Take(5)));
    }

    private sealed class Recorder(ConcurrentQueue<string> written) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Category(categoryName, written);

        public void Dispose()
        {
        }

        private sealed class Category(string name, ConcurrentQueue<string> written) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                written.Enqueue($"scope {name} {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                written.Enqueue($"log {name} {logLevel} {formatter(state, exception)} {exception}");
        }
    }
}
