using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Authentication;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>Several files, or a folder with folders in it, in one form.</summary>
public sealed class UploadingFolders
{
    [Fact]
    public async Task Each_file_of_a_folder_becomes_audio_and_keeps_its_place_in_the_answer()
    {
        await using var host = await AudioHost.StartAsync();

        using var answer = await SendAsync(host.Client, "/api/audio/batch?cardId=forest",
            ("Book/CD 1/01 Gate.wav", await Samples.WavAsync(1, 300)), ("Book/CD 1/02 Wood.mp3", await Samples.MakeAsync("mp3", frequencyHz: 400)),
            ("Book/CD 2/01 Home.flac", await Samples.MakeAsync("flac", frequencyHz: 500)), ("Book/.DS_Store", [1]), ("Book/Thumbs.db", [1]), ("Book/notes.txt", "no sound"u8.ToArray()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var items = (await AudioHost.JsonAsync(answer)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [("Book/CD 1/01 Gate.wav", "01 Gate.wav"), ("Book/CD 1/02 Wood.mp3", "02 Wood.mp3"), ("Book/CD 2/01 Home.flac", "01 Home.flac"), ("Book/notes.txt", "notes.txt")],
            items.Select(item => (item.GetProperty("path").GetString()!, item.GetProperty("fileName").GetString()!)));
        Assert.Equal("audio.unsupported-type", items[3].GetProperty("code").GetString());
        foreach (var item in items.Take(3)) Assert.Equal("ready", await host.FinalStateAsync(item.GetProperty("audioFileId").GetGuid()));
        Assert.All(await host.Module.AnnouncedAsync<AudioReady>(), ready => Assert.Equal("forest", ready.CardId));
    }

    [Fact]
    public async Task A_folder_that_is_sent_again_is_the_same_files()
    {
        await using var host = await AudioHost.StartAsync();
        var file = ("a.wav", await Samples.WavAsync());

        using var first = await SendAsync(host.Client, "/api/audio/batch", file, ("b/a.wav", file.Item2));
        using var again = await SendAsync(host.Client, "/api/audio/batch", file);

        var ids = (await AudioHost.JsonAsync(first)).GetProperty("items").EnumerateArray().Concat((await AudioHost.JsonAsync(again)).GetProperty("items").EnumerateArray());
        Assert.Single(ids.Select(item => item.GetProperty("audioFileId").GetGuid()).Distinct());
    }

    [Fact]
    public async Task One_large_file_does_not_keep_the_others_out()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxUploadBytes", "300000"));

        using var answer = await SendAsync(host.Client, "/api/audio/batch", ("large.wav", await Samples.WavAsync(8)), ("small.wav", await Samples.WavAsync(1)));

        var items = (await AudioHost.JsonAsync(answer)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal("audio.too-large", items[0].GetProperty("code").GetString());
        Assert.Equal(JsonValueKind.Null, items[1].GetProperty("code").ValueKind);
    }

    [Fact]
    public async Task What_is_no_form_or_no_folder_is_refused_with_a_reason()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxArchiveEntries", "2"));
        var bare = new ByteArrayContent([1]) { Headers = { ContentType = new("application/octet-stream") } };
        var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");

        await AudioHost.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "request.media-type", await host.Client.PostAsync("/api/audio/batch", bare));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.upload-malformed", await host.Client.PostAsync("/api/audio/batch", broken));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.file-missing", await host.Client.PostAsync("/api/audio/batch", new MultipartFormDataContent { { new StringContent("x"), "title" } }));
        await AudioHost.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.batch-too-large", await SendAsync(host.Client, "/api/audio/batch", ("a", [1]), ("b", [2]), ("c", [3])));
        await AudioHost.RefusedAsync(HttpStatusCode.BadRequest, "audio.card-id", await SendAsync(host.Client, $"/api/audio/batch?cardId={new string('a', 200)}", ("a", [1])));
        using var viewer = host.Module.ClientOf(host.Family, Roles.Viewer);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(viewer, "/api/audio/batch", ("a", [1]))).StatusCode);
    }

    [Fact]
    public async Task Where_one_file_is_expected_a_second_one_is_not_passed_over()
    {
        await using var host = await AudioHost.StartAsync();

        await AudioHost.RefusedAsync(
            HttpStatusCode.BadRequest, "audio.several-files", await SendAsync(host.Client, "/api/audio", ("a.wav", await Samples.WavAsync(1)), ("b.wav", await Samples.WavAsync(1, 300))));
        Assert.Equal(0, (await AudioHost.JsonAsync(await host.Client.GetAsync("/api/audio"))).GetProperty("items").GetArrayLength());
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string to, params (string Path, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (path, bytes) in files) form.Add(new ByteArrayContent(bytes), "file", path);
        return client.PostAsync(to, form);
    }
}
