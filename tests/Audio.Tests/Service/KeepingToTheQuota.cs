using System.Net;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class KeepingToTheQuota
{
    [Fact]
    public async Task Of_many_that_fit_alone_only_those_are_admitted_that_fit_together()
    {
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(pitch => Samples.WavAsync(seconds: 1, frequencyHz: 300 + pitch)));
        await using var host = await AudioHost.StartAsync(settings: [("Audio:TenantQuotaBytes", $"{(3 * files[0].Length) + 1000}"), ("Audio:KeepOriginals", "true")]);

        var responses = await Task.WhenAll(files.Select((bytes, index) => host.UploadAsync(bytes, $"{index}.wav")));

        Assert.All(responses, response => Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.RequestEntityTooLarge]));
        Assert.InRange(responses.Count(response => response.StatusCode == HttpStatusCode.Accepted), 2, 3);   // A conversion may already have taken its place, too.
        foreach (var refused in responses.Where(response => !response.IsSuccessStatusCode))
            await AudioHost.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "audio.quota", refused);
    }

    [Fact]
    public async Task Of_uploads_that_are_announced_at_once_only_those_are_admitted_that_fit_together()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:TenantQuotaBytes", "10000"));

        var responses = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ResumingUploads.SendAsync(
            host, HttpMethod.Post, "/api/uploads", ("Upload-Length", "4000"), ("Upload-Metadata", ResumingUploads.Metadata("a.wav", null)))));

        Assert.Equal(2, responses.Count(response => response.StatusCode == HttpStatusCode.Created));
        Assert.Equal(10, responses.Count(response => response.StatusCode == HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task What_was_deleted_makes_room_again_and_a_finished_upload_is_counted_once()
    {
        var bytes = await Samples.WavAsync(seconds: 1);
        await using var host = await AudioHost.StartAsync(settings: ("Audio:TenantQuotaBytes", $"{bytes.Length + 30_000}"));

        for (var round = 0; round < 3; round++)
        {
            var upload = await ResumingUploads.BeginAsync(host, bytes.Length);
            Assert.Equal(HttpStatusCode.NoContent, (await ResumingUploads.AppendAsync(host, upload, 0, bytes)).StatusCode);
            var list = await AudioHost.JsonAsync(await host.Client.GetAsync("/api/audio"));
            var id = Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid();
            Assert.Equal("ready", await host.FinalStateAsync(id));
            await host.Client.DeleteAsync($"/api/audio/{id}");
        }
    }

    [Fact]
    public async Task How_many_uploads_may_be_open_at_once_has_an_end()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxOpenUploads", "2"));
        await ResumingUploads.BeginAsync(host, 100);
        await ResumingUploads.BeginAsync(host, 100);

        await AudioHost.RefusedAsync(
            HttpStatusCode.TooManyRequests, "upload.too-many",
            await ResumingUploads.SendAsync(host, HttpMethod.Post, "/api/uploads", ("Upload-Length", "100"), ("Upload-Metadata", ResumingUploads.Metadata("a.wav", null))));
    }
}
