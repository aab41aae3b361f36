using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.AudioFiles.Service.Persistence;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ModuleHosting.Messaging;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class WaitingForConversion
{
    [Fact]
    public async Task Who_uploads_many_files_does_not_hold_up_who_uploads_one()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:ConversionConcurrency", "1"));
        var neighbours = TenantId.New();
        using var neighbour = host.Module.ClientOf(neighbours);
        for (var file = 0; file < 5; file++) await host.UploadAsync(await Samples.MakeAsync("flac", seconds: 120, frequencyHz: 300 + file), $"{file}.flac");

        using var one = await neighbour.PostAsync("/api/audio?fileName=one.wav", new ByteArrayContent(await Samples.WavAsync()));

        Assert.Equal(HttpStatusCode.Accepted, one.StatusCode);
        var files = await Eventually.GetAsync(
            async () => await AllFilesAsync(host) is var all && all.All(file => file.State == AudioState.Ready) ? all : null, TimeSpan.FromMinutes(2), "Not all became ready.");
        var waited = files.Single(file => file.TenantId == neighbours);
        var others = files.Where(file => file.TenantId == host.Family).ToList();
        Assert.InRange(others.Count(file => file.StartedAt > waited.ReceivedAt && file.StartedAt < waited.StartedAt), 0, 1);
        Assert.Contains(others, file => file.StartedAt > waited.StartedAt);
    }

    [Fact]
    public async Task A_cancelled_conversion_stops_and_makes_room()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:ConversionConcurrency", "1"));
        var id = await UploadEndlessAsync(host);

        using var cancelled = await host.Client.PostAsync($"/api/audio/{id}/cancel", null);

        Assert.Equal(HttpStatusCode.OK, cancelled.StatusCode);
        Assert.Equal("audio.cancelled", (await AudioHost.JsonAsync(cancelled)).GetProperty("code").GetString());
        await host.UploadUntilReadyAsync(await Samples.WavAsync());
        Assert.Equal("rejected", await host.FinalStateAsync(id));
    }

    [Fact]
    public async Task What_was_cancelled_can_be_tried_again()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:ConversionConcurrency", "1"));
        var busy = await UploadEndlessAsync(host);
        var waiting = (await AudioHost.JsonAsync(await host.UploadAsync(await Samples.WavAsync()))).GetProperty("id").GetGuid();
        foreach (var id in (Guid[])[waiting, busy]) await host.Client.PostAsync($"/api/audio/{id}/cancel", null);
        Assert.Equal("rejected", await host.FinalStateAsync(waiting));

        using var retried = await host.Client.PostAsync($"/api/audio/{waiting}/retry", null);

        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        Assert.Equal("ready", await host.FinalStateAsync(waiting));
    }

    [Fact]
    public async Task What_is_ready_cannot_be_cancelled_and_what_others_own_is_not_found()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        using var others = host.Module.ClientOf(TenantId.New());
        using var viewer = host.Module.ClientOf(host.Family, Roles.Viewer);

        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "audio.not-converting", await host.Client.PostAsync($"/api/audio/{id}/cancel", null));
        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "audio.not-rejected", await host.Client.PostAsync($"/api/audio/{id}/retry", null));
        foreach (var path in (string[])["cancel", "retry"])
        {
            await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio.not-found", await others.PostAsync($"/api/audio/{id}/{path}", null));
            Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync($"/api/audio/{id}/{path}", null)).StatusCode);
        }

        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio-insight.not-found", await others.GetAsync($"/api/audio/{id}/insight"));
    }

    [Fact]
    public async Task A_deleted_file_is_not_converted_to_its_end()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: [("Audio:ConversionConcurrency", "1"), ("Data:Folder", folder.Path)]);
        var id = await UploadEndlessAsync(host);

        await host.Client.DeleteAsync($"/api/audio/{id}");

        await host.UploadUntilReadyAsync(await Samples.WavAsync());
        await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(folder.Path).Count == 1, AudioHost.Deadline, "Something of the deleted file is still there.");
    }

    [Fact]
    public async Task The_live_feed_tells_how_far_it_has_come()
    {
        var seen = new Seen();
        await using var host = await AudioHost.StartAsync(builder =>
        {
            builder.Services.AddSingleton(seen);
            builder.AddFeedHandler<AudioProgressed, Seen>();
        });

        var id = await UploadAsync(host, await Samples.MakeAsync("flac", seconds: 900), "long.flac");
        Assert.Equal("ready", await host.FinalStateAsync(id));

        Assert.NotEmpty(seen.Events);
        Assert.All(seen.Events, progress => Assert.Equal((id, "long.flac", host.Family.Value), (progress.AudioFileId, progress.FileName, progress.TenantId)));
        Assert.Equal(seen.Events.Select(progress => progress.Percent).Order(), seen.Events.Select(progress => progress.Percent));
        Assert.Contains(seen.Events, progress => progress.Percent is > 0 and < 100);
        Assert.Empty(await host.Module.AnnouncedAsync<AudioProgressed>());
    }

    /// <summary>Eight hours in a small file: no test waits for their end.</summary>
    private static async Task<Guid> UploadEndlessAsync(AudioHost host) =>
        await UploadAsync(host, await Samples.DrawAsync("anullsrc=r=8000:cl=mono:d=28800", "flac"), "endless.flac");

    private static async Task<Guid> UploadAsync(AudioHost host, byte[] bytes, string fileName)
    {
        using var response = await host.UploadAsync(bytes, fileName);
        var id = (await AudioHost.JsonAsync(response)).GetProperty("id").GetGuid();
        await Eventually.HoldsAsync(async () => (await host.StatusAsync(id)).GetProperty("state").GetString() == "converting", AudioHost.Deadline, "Nobody converts it.");
        return id;
    }

    private static Task<List<AudioFile>> AllFilesAsync(AudioHost host) => host.Module.Scopes.RunAsync(
        null,
        (services, cancellationToken) => services.GetRequiredService<AudioDbContext>().AudioFiles
            .AsNoTracking().IgnoreQueryFilters([ModuleDbContext.TenantFilter]).ToListAsync(cancellationToken),
        CancellationToken.None);

    private sealed class Seen : IEventHandler<AudioProgressed>
    {
        public ConcurrentQueue<AudioProgressed> Events { get; } = [];

        public Task HandleAsync(AudioProgressed integrationEvent, CancellationToken cancellationToken)
        {
            Events.Enqueue(integrationEvent);
            return Task.CompletedTask;
        }
    }
}
