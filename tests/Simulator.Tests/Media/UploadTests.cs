using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Tests.Support;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Simulation.Tests.Media;

/// <summary>Row 9: audio is uploaded to a URL, converted by ffmpeg in the background, and polled for.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Row_9_an_uploaded_file_is_seen_being_converted_and_becomes_audio_that_a_card_can_name()
    {
        var sound = await File.ReadAllBytesAsync(await ASound.WavAsync(_folder, seconds: 3, channels: 2));
        var upload = await BeginAsync("?filename=tone.wav");
        await PutAsync((string)upload["uploadUrl"]!, sound);

        var (working, status) = await PollAsync(upload);
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.False(working.ContainsKey("transcodedSha256"));
        Assert.InRange((int)working["progress"]!["percent"]!, 0, 100);

        var done = await PollUntilAsync(upload, transcode => transcode.ContainsKey("transcodedSha256"));
        var (sha256, facts) = ((string)done["transcodedSha256"]!, done["transcodedInfo"]!);
        Assert.Matches("^[0-9A-Za-z_-]{43}$", sha256);
        Assert.Equal(("opus", "stereo", "tone"), ((string?)facts["format"], (string?)facts["channels"], (string?)facts["metadata"]!["title"]));
        Assert.Equal(3, (double)facts["duration"]!, tolerance: 0.1);
        Assert.Equal(("complete", Hex(sound)), ((string?)done["progress"]!["phase"], (string?)done["uploadSha256"]));
        Assert.Equal((int?)facts["fileSize"], (await DownloadAsync(sha256)).Length);
    }

    [Fact]
    public async Task Row_9_bytes_that_are_known_need_no_upload()
    {
        var sound = await File.ReadAllBytesAsync(await ASound.Mp3Async(_folder, seconds: 1));
        var first = await BeginAsync($"?sha256={Hex(sound)}&filename=a.mp3");
        await PutAsync((string)first["uploadUrl"]!, sound);
        var converted = await PollUntilAsync(first, transcode => transcode.ContainsKey("transcodedSha256"));

        var second = await BeginAsync($"?sha256={Hex(sound)}");

        Assert.Null(second["uploadUrl"]);
        var (done, status) = await PollAsync(second);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((string?)converted["transcodedSha256"], (string?)done["transcodedSha256"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?loudnorm=false")]
    public async Task What_was_quiet_and_what_was_loud_come_out_equally_loud_whatever_was_asked_for(string query)
    {
        var tone = await ASound.WavAsync(_folder, seconds: 4);

        var loudness = new List<double>();
        foreach (var change in new[] { "-30dB", "+12dB" })
        {
            var changed = _folder.File($"tone{change}.wav");
            await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-y", "-i", tone, "-af", $"volume={change}", changed], RunningCloud.Deadline);
            var upload = await BeginAsync();
            await PutAsync((string)upload["uploadUrl"]!, await File.ReadAllBytesAsync(changed));
            var done = await PollUntilAsync(upload, transcode => transcode.ContainsKey("transcodedSha256"), query);
            loudness.Add(await LoudnessAsync(await DownloadAsync((string)done["transcodedSha256"]!)));
        }

        Assert.Equal(loudness[0], loudness[1], tolerance: 1.5);
        Assert.Equal(-16, loudness[0], tolerance: 2);
    }

    [Theory]
    [InlineData("not audio at all", false)]
    [InlineData("", false)]
    [InlineData("not what was announced", true)]
    public async Task Row_9_a_file_that_cannot_be_converted_fails_with_202_and_the_hash_of_the_upload(string text, bool announcesAnother)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var upload = await BeginAsync(announcesAnother ? $"?sha256={Hex([1, 2, 3])}" : "");
        await PutAsync((string)upload["uploadUrl"]!, bytes);

        var failed = await PollUntilAsync(upload, transcode => transcode["failedUploadSha256"] is not null);

        Assert.Equal(Hex(bytes), (string?)failed["failedUploadSha256"]);
        Assert.Null(failed["progress"]);
        Assert.False(failed.ContainsKey("transcodedSha256"));
    }

    [Fact]
    public async Task Row_9_switched_to_fail_or_to_be_slow_the_conversion_does_so()
    {
        var sound = await File.ReadAllBytesAsync(await ASound.Mp3Async(_folder, seconds: 1));
        await _cloud.BreakAsync(new { kind = "transcode-fails", times = 1 });
        var failing = await BeginAsync();
        await PutAsync((string)failing["uploadUrl"]!, sound);
        await PollUntilAsync(failing, transcode => transcode["failedUploadSha256"] is not null);

        await _cloud.BreakAsync(new { kind = "transcode-slow", seconds = 3600, times = 1 });
        var slow = await BeginAsync();
        await PutAsync((string)slow["uploadUrl"]!, sound);

        for (var poll = 0; poll < 3; poll++) Assert.Equal(HttpStatusCode.Accepted, (await PollAsync(slow)).Status);
    }

    [Fact]
    public async Task The_store_refuses_bearer_tokens_forged_links_and_a_second_upload()
    {
        var url = (string)(await BeginAsync())["uploadUrl"]!;

        using var withToken = await _cloud.Http.PutAsync(url, new ByteArrayContent([1]));
        using var forged = await _cloud.Anonymous.PutAsync(url.Replace("Signature=", "Signature=x", StringComparison.Ordinal), new ByteArrayContent([1]));
        using var first = await _cloud.Anonymous.PutAsync(url, new ByteArrayContent([1]));
        using var second = await _cloud.Anonymous.PutAsync(url, new ByteArrayContent([1]));

        Assert.Equal([400, 403, 200, 403], new[] { withToken, forged, first, second }.Select(response => (int)response.StatusCode));
        Assert.Contains("<Error>", await withToken.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/media/transcode/audio/uploadUrl?sha256=abc", 400, "sha256")]
    [InlineData("/media/upload/unknown/transcoded?loudnorm=false", 404, "unknown")]
    [InlineData("/media/upload/unknown/transcoded?preset=loud", 400, "preset")]
    [InlineData("/media/upload/unknown/transcoded?loudnorm=maybe", 400, "loudnorm")]
    public async Task A_bad_request_is_refused_with_JSON_that_names_the_fault(string path, int status, string named)
    {
        using var response = await _cloud.Http.GetAsync(path);

        Assert.Contains(named, (await RunningCloud.ErrorAsync(response, status)).Message);
    }

    [Fact]
    public async Task Another_familys_upload_is_not_found()
    {
        var upload = await BeginAsync();
        using var stranger = await _cloud.StrangerAsync();

        using var response = await stranger.GetAsync($"/media/upload/{upload["uploadId"]}/transcoded");

        await RunningCloud.ErrorAsync(response, 404);
    }

    private async Task<JsonObject> BeginAsync(string query = "") =>
        (JsonObject)(await _cloud.Http.GetFromJsonAsync<JsonObject>($"/media/transcode/audio/uploadUrl{query}"))!["upload"]!;

    private async Task PutAsync(string url, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("audio/mpeg") } };
        using var response = await _cloud.Anonymous.PutAsync(url, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private async Task<(JsonObject Transcode, HttpStatusCode Status)> PollAsync(JsonObject upload, string query = "?loudnorm=false")
    {
        using var response = await _cloud.Http.GetAsync($"/media/upload/{upload["uploadId"]}/transcoded{query}");
        return ((JsonObject)(await response.Content.ReadFromJsonAsync<JsonObject>())!["transcode"]!, response.StatusCode);
    }

    private Task<JsonObject> PollUntilAsync(JsonObject upload, Predicate<JsonObject> isReached, string query = "?loudnorm=false") => Eventually.GetAsync(
        async () => (await PollAsync(upload, query)).Transcode is var transcode && isReached(transcode) ? transcode : null,
        RunningCloud.Deadline,
        "The upload did not get there.");

    /// <summary>Loudness of the whole by EBU R 128, in LUFS.</summary>
    private async Task<double> LoudnessAsync(byte[] audio)
    {
        var path = _folder.File($"{Guid.CreateVersion7():n}.ogg");
        await File.WriteAllBytesAsync(path, audio);
        const string Measure = "ebur128=metadata=1,ametadata=print:key=lavfi.r128.I:file=-";
        var printed = await ProcessRunner.RunAsync("ffmpeg", ["-nostdin", "-v", "error", "-i", path, "-af", Measure, "-f", "null", "-"], RunningCloud.Deadline);
        return double.Parse(printed.TrimEnd().Split('=')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<byte[]> DownloadAsync(string sha256)
    {
        var card = CardJson.WithChapters("01");
        card["content"]!["chapters"]![0]!["tracks"]![0]!["trackUrl"] = $"yoto:#{sha256}";
        var read = await _cloud.Http.GetFromJsonAsync<JsonObject>($"/content/{await _cloud.CreateCardAsync(card)}?playable=true&signingType=s3");
        return await _cloud.Anonymous.GetByteArrayAsync((string)read!["card"]!["content"]!["chapters"]![0]!["tracks"]![0]!["trackUrl"]!);
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
