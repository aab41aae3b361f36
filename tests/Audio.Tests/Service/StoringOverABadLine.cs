using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>
/// failures.md F5 and F21 on a real S3 server behind a line that breaks: an upload is accepted with all its bytes or refused for now, and
/// what does not need the store goes on.
/// </summary>
public sealed class StoringOverABadLine : IAsyncLifetime
{
    private const int ObjectBytes = 264_678;   // Of three seconds of WAV.

    private FaultyLine _line = null!;
    private AudioHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var s3 = await S3Settings.NewBucketAsync();
        _line = FaultyLine.To(new Uri(s3.Endpoint!));
        _host = await AudioHost.StartAsync(settings:
        [
            ("Audio:S3:Endpoint", _line.Address.ToString()), ("Audio:S3:AccessKey", s3.AccessKey), ("Audio:S3:SecretKey", s3.SecretKey),
            ("Audio:S3:Bucket", s3.Bucket), ("Audio:S3:Region", s3.Region),
        ]);
    }

    public async ValueTask DisposeAsync()
    {
        _line.Heal();
        await _host.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task Cut_at_every_tenth_of_an_upload_nothing_half_is_kept_and_the_next_try_succeeds()
    {
        var ids = new List<Guid>();
        for (var tenth = 0; tenth < 10; tenth++)
        {
            var bytes = await Samples.WavAsync(frequencyHz: 300 + (10 * tenth));

            _line.CutAfter(ObjectBytes * tenth / 10);
            await RefusedForNowAsync(await _host.UploadAsync(bytes, $"{tenth}.wav"));
            _line.Heal();

            ids.Add(await _host.UploadUntilReadyAsync(bytes, $"{tenth}.wav"));
        }

        await OnlyGoodObjectsAsync(ids);
    }

    [Fact]
    public async Task A_reply_that_is_lost_makes_no_second_file_and_no_orphan()
    {
        var bytes = await Samples.WavAsync();
        await _host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300), "warm.wav");

        _line.LoseRepliesAfter(ObjectBytes / 2);
        await RefusedForNowAsync(await _host.UploadAsync(bytes));
        _line.Heal();
        await _host.UploadUntilReadyAsync(bytes);

        var files = (await _host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").EnumerateArray().Select(file => file.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(2, files.Count);
        await OnlyGoodObjectsAsync(files);
    }

    [Fact]
    public async Task A_resumable_upload_keeps_what_was_acknowledged_when_the_store_is_lost()
    {
        var bytes = await Samples.WavAsync();
        var upload = await ResumingUploads.BeginAsync(_host, bytes.Length);
        Assert.Equal(HttpStatusCode.NoContent, (await ResumingUploads.AppendAsync(_host, upload, 0, bytes[..100_000])).StatusCode);

        _line.CutAfter(50_000);
        await RefusedForNowAsync(await ResumingUploads.AppendAsync(_host, upload, 100_000, bytes[100_000..]));
        _line.Heal();

        Assert.Equal(100_000, await ResumingUploads.OffsetAsync(_host, upload));
        Assert.Equal(HttpStatusCode.NoContent, (await ResumingUploads.AppendAsync(_host, upload, 100_000, bytes[100_000..])).StatusCode);
        var id = (await _host.Client.GetFromJsonAsync<JsonElement>(upload)).GetProperty("audioFileId").GetGuid();
        Assert.Equal("ready", await _host.FinalStateAsync(id));
        await OnlyGoodObjectsAsync([id]);
    }

    [Fact]
    public async Task A_conversion_that_loses_the_store_goes_on_when_it_is_back()
    {
        var bytes = await Samples.MakeAsync("flac", seconds: 60);
        using var accepted = await _host.UploadAsync(bytes, "long.flac");
        var id = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();

        _line.CutAfter(0);
        await Eventually.HoldsAsync(async () => (await _host.StatusAsync(id)).GetProperty("state").GetString() == "converting", AudioHost.Deadline, "It did not begin.");
        await Eventually.HoldsAsync(() => _line.SentBytes > 0, AudioHost.Deadline, "It did not need the store.");
        _line.Heal();

        await Eventually.HoldsAsync(async () => (await _host.StatusAsync(id)).GetProperty("state").GetString() == "ready", TimeSpan.FromMinutes(1), "It did not go on.");
        await OnlyGoodObjectsAsync([id]);
    }

    [Fact]
    public async Task A_store_that_hangs_holds_up_nobody_who_does_not_need_it()
    {
        var id = await _host.UploadUntilReadyAsync(await Samples.WavAsync());
        _line.Mute();

        var uploads = Enumerable.Range(0, 20).Select(async pitch => await _host.UploadAsync(await Samples.WavAsync(1, 400 + pitch), $"{pitch}.wav")).ToList();
        foreach (var path in (string[])["/api/audio", $"/api/audio/{id}/status", $"/api/audio/{id}/insight", "/health/live"])
        {
            using var answer = await _host.Client.GetAsync(path).WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        _line.Heal();
        foreach (var upload in uploads)
        {
            using var answer = await upload;
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable]);
        }
    }

    private static async Task RefusedForNowAsync(HttpResponseMessage response)
    {
        await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.store-unavailable", response);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    /// <summary>Invariant I4: what is ready has its object, and what has no row is collected.</summary>
    private async Task OnlyGoodObjectsAsync(IReadOnlyCollection<Guid> files)
    {
        var verified = await AudioHost.JsonAsync(await _host.Client.PostAsync("/api/audio/verification", null));
        Assert.Equal((files.Count, 0), (verified.GetProperty("checked").GetInt32(), verified.GetProperty("faults").GetArrayLength()));

        await _host.Module.Scopes.RunAsync(null, (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(new(TimeSpan.FromHours(-1)), token), CancellationToken.None);
        var stored = new List<Guid>();
        await foreach (var found in _host.Module.Services.GetRequiredService<IAudioObjects>().ListAsync(CancellationToken.None)) stored.Add(found.Key.AudioFileId);
        Assert.Equal(files.Order(), stored.Order());
    }
}
