using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class UploadingAudio
{
    [Fact]
    public async Task An_upload_is_accepted_at_once_and_its_status_tells_when_it_can_be_played()
    {
        await using var host = await AudioHost.StartAsync();

        using var accepted = await host.UploadAsync(await Samples.WavAsync(seconds: 3), "Once upon a time.wav");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();
        Assert.Equal($"/api/audio/{id}/status", accepted.Headers.Location?.ToString());
        Assert.Equal("ready", await host.FinalStateAsync(id));
        var status = await host.StatusAsync(id);
        Assert.Equal("Once upon a time.wav", status.GetProperty("fileName").GetString());
        Assert.InRange(status.GetProperty("durationMilliseconds").GetInt64(), 3000, 3200);
        Assert.Equal((1, 100), (status.GetProperty("channels").GetInt32(), status.GetProperty("progressPercent").GetInt32()));
        var ready = Assert.Single(await host.Module.AnnouncedAsync<AudioReady>());
        Assert.Equal((id, "Once upon a time.wav", host.Family.Value), (ready.AudioFileId, ready.FileName, ready.TenantId));
    }

    [Fact]
    public async Task The_bare_bytes_of_a_file_are_an_upload_too()
    {
        await using var host = await AudioHost.StartAsync();
        var body = new ByteArrayContent(await Samples.MakeAsync("mp3")) { Headers = { ContentType = new("audio/mpeg") } };

        using var accepted = await host.Client.PostAsync("/api/audio?fileName=fox.mp3", body);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("fox.mp3", (await AudioHost.JsonAsync(accepted)).GetProperty("fileName").GetString());
    }

    [Fact]
    public async Task An_upload_for_a_card_tells_the_card_when_it_is_ready()
    {
        await using var host = await AudioHost.StartAsync();

        await host.UploadUntilReadyAsync(await Samples.WavAsync(), to: "/api/cards/forest/upload-audio");

        Assert.Equal("forest", Assert.Single(await host.Module.AnnouncedAsync<AudioReady>()).CardId);
    }

    [Fact]
    public async Task The_same_bytes_again_are_the_same_file()
    {
        await using var host = await AudioHost.StartAsync();
        var bytes = await Samples.WavAsync();
        var id = await host.UploadUntilReadyAsync(bytes);

        using var again = await host.UploadAsync(bytes, "other name.wav", "/api/cards/castle/upload-audio");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(id, (await AudioHost.JsonAsync(again)).GetProperty("id").GetGuid());
        Assert.Equal([null, "castle"], (await host.Module.AnnouncedAsync<AudioReady>()).Select(ready => ready.CardId));
    }

    [Fact]
    public async Task The_same_bytes_sent_many_times_at_once_are_one_file()
    {
        await using var host = await AudioHost.StartAsync();
        var bytes = await Samples.WavAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.UploadAsync(bytes)));

        Assert.All(responses, response => Assert.True(response.IsSuccessStatusCode, response.StatusCode.ToString()));
        Assert.Equal(1, responses.Count(response => response.StatusCode == HttpStatusCode.Accepted));
        var list = await host.Client.GetFromJsonAsync<JsonElement>("/api/audio");
        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_and_leaves_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        await using (var host = await AudioHost.StartAsync(settings: [("Audio:MaxUploadBytes", "100000"), ("Data:Folder", folder)]))
        {
            var bytes = await Samples.WavAsync(seconds: 5);
            var unannounced = new StreamContent(new MemoryStream(bytes));
            unannounced.Headers.ContentLength = null;

            await AudioHost.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.too-large", await host.UploadAsync(bytes));
            await AudioHost.RefusedAsync(
                HttpStatusCode.RequestEntityTooLarge, "audio.too-large", await host.Client.PostAsync("/api/audio?fileName=a.wav", new ByteArrayContent(bytes)));
            using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/audio?fileName=a.wav") { Content = unannounced };
            chunked.Headers.TransferEncodingChunked = true;
            await AudioHost.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.too-large", await host.Client.SendAsync(chunked));
            Assert.Empty(StoredFiles(folder));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_that_is_cut_or_has_no_file_is_refused(bool cut)
    {
        await using var host = await AudioHost.StartAsync();
        var text = cut
            ? "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF"
            : "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nHello\r\n--x--\r\n";
        var body = new StringContent(text);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        await AudioHost.RefusedAsync(
            HttpStatusCode.BadRequest, cut ? "audio.upload-malformed" : "audio.file-missing", await host.Client.PostAsync("/api/audio", body));
    }

    [Fact]
    public async Task Bytes_without_a_name_are_refused()
    {
        await using var host = await AudioHost.StartAsync();

        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.file-name", await host.Client.PostAsync("/api/audio", new ByteArrayContent([1])));
    }

    [Fact]
    public async Task Only_those_who_manage_the_family_upload_and_delete()
    {
        await using var host = await AudioHost.StartAsync();
        using var viewer = host.Module.ClientOf(host.Family, Roles.Viewer);
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());

        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync("/api/audio?fileName=a.wav", new ByteArrayContent([1]))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.DeleteAsync($"/api/audio/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"/api/audio/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Player.GetAsync($"/api/audio/{id}")).StatusCode);
    }

    [Fact]
    public async Task Another_family_finds_nothing()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        using var others = host.Module.ClientOf(TenantId.New());

        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await others.GetAsync($"/api/audio/{id}"));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await others.GetAsync($"/api/audio/{id}/status"));
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await others.DeleteAsync($"/api/audio/{id}"));
        Assert.Equal(0, (await others.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_newest_first()
    {
        await using var host = await AudioHost.StartAsync();
        var ids = new List<Guid>();
        foreach (var pitch in (int[])[300, 400, 500]) ids.Insert(0, await host.UploadUntilReadyAsync(await Samples.WavAsync(0.5, pitch)));

        var first = await host.Client.GetFromJsonAsync<JsonElement>("/api/audio?limit=2");
        var second = await host.Client.GetFromJsonAsync<JsonElement>($"/api/audio?limit=2&cursor={first.GetProperty("nextCursor").GetString()}");

        Assert.Equal(ids, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.cursor", await host.Client.GetAsync("/api/audio?cursor=nonsense"));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.limit", await host.Client.GetAsync("/api/audio?limit=0"));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_with_its_bytes()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        await using (var host = await AudioHost.StartAsync(settings: [("Data:Folder", folder)]))
        {
            var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
            Assert.Single(StoredFiles(folder));

            Assert.Equal(HttpStatusCode.NoContent, (await host.Client.DeleteAsync($"/api/audio/{id}")).StatusCode);

            Assert.Empty(StoredFiles(folder));
            await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await host.Client.GetAsync($"/api/audio/{id}"));
            Assert.Equal(id, Assert.Single(await host.Module.AnnouncedAsync<AudioDeleted>()).AudioFileId);
        }

        Directory.Delete(folder, recursive: true);
    }

    internal static IReadOnlyList<string> StoredFiles(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "audio"), "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "lock")];
}
