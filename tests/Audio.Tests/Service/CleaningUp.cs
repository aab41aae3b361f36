using System.Net;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class CleaningUp
{
    [Fact]
    public async Task Objects_that_nothing_names_go_when_they_are_old_and_all_others_stay()
    {
        await using var host = await AudioHost.StartAsync();
        var mono = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var stereo = await host.UploadUntilReadyAsync(await Samples.WavAsync(2, 300, channels: 2));
        var queue = await host.CreateQueueAsync("sequential", mono);
        await host.AddAsync(queue, stereo);
        await Eventually.HoldsAsync(async () => (await host.QueueAsync(queue)).ItemStates().All(state => state == "ready"), AudioHost.Deadline, "It was not converted.");
        var heard = await host.RenditionsAsync(mono, stereo);
        var url = await host.QueueUrlAsync(queue);
        var queued = await host.Player.GetByteArrayAsync(url);
        var orphans = new[]
        {
            await PutAsync(host, ObjectKey.ForRendition(host.Family, Guid.CreateVersion7(), new string('a', 64))),     // Its file was deleted.
            await PutAsync(host, ObjectKey.ForRendition(host.Family, mono, new string('b', 64))),                      // Its conversion was overtaken.
            await PutAsync(host, ObjectKey.ForSource(TenantId.New(), mono, new string('c', 64))),                      // Another family's name on our file.
        };

        Assert.Equal(0, (await CollectAsync(host, olderThan: TimeSpan.FromHours(1))).Count);
        Assert.Equal(orphans.Length, (await CollectAsync(host, olderThan: TimeSpan.FromHours(-1))).Count);

        Assert.Equal(heard, await host.RenditionsAsync(mono, stereo));
        Assert.Equal(queued, await host.Player.GetByteArrayAsync(url));
        Assert.Equal(0, (await CollectAsync(host, olderThan: TimeSpan.FromHours(-1))).Count);
    }

    [Fact]
    public async Task A_verification_names_what_is_missing_and_what_is_damaged()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var sound = await host.UploadUntilReadyAsync(await Samples.WavAsync(1), "sound.wav");
        var damaged = await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300), "damaged.wav");
        var missing = await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 500), "missing.wav");
        File.Delete(PathOf(folder, missing));
        await FlipOneBitAsync(PathOf(folder, damaged));

        var report = await AudioHost.JsonAsync(await host.Client.PostAsync("/api/audio/verification", null));

        Assert.Equal(3, report.GetProperty("checked").GetInt32());
        Assert.Equal(
            new Dictionary<Guid, string> { [damaged] = "damaged", [missing] = "missing" },
            report.GetProperty("faults").EnumerateArray().ToDictionary(fault => fault.GetProperty("audioFileId").GetGuid(), fault => fault.GetProperty("problem").GetString()!));
        Assert.DoesNotContain(sound.ToString(), report.ToString());
    }

    [Fact]
    public async Task Audio_that_the_store_lost_is_unavailable_and_not_an_empty_file()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        var url = await host.MintAsync(id);
        File.Delete(PathOf(folder, id));

        await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.object-missing", await host.PlayAsync(url));
    }

    [Fact]
    public async Task Audio_that_became_shorter_breaks_off_and_does_not_end()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());
        await using (var file = File.OpenWrite(PathOf(folder, id))) file.SetLength(file.Length / 2);

        await Assert.ThrowsAsync<HttpRequestException>(async () => await host.Player.GetByteArrayAsync(await host.MintAsync(id)));
    }

    [Fact]
    public void A_name_that_a_store_lists_is_read_back_and_no_other_name_is()
    {
        var key = ObjectKey.ForRendition(TenantId.New(), Guid.CreateVersion7(), new string('a', 64));

        Assert.Equal(key, ObjectKey.Parse(key.Value));
        foreach (var other in (string[])["", "x", $"{key}x/..", $"../{key}", key.Value.Replace("/aa/", "/bb/"), key.Value.ToUpperInvariant()])
            Assert.Null(ObjectKey.Parse(other));
    }

    private static Task<RemovedOrphans> CollectAsync(AudioHost host, TimeSpan olderThan) => host.Module.Scopes.RunAsync(
        null,
        (services, token) => services.GetRequiredService<CollectOrphansHandler>().HandleAsync(new(olderThan), token),
        CancellationToken.None);

    private static async Task<ObjectKey> PutAsync(AudioHost host, ObjectKey key)
    {
        using var file = host.Module.Services.GetRequiredService<IWorkFolder>().Create();
        await File.WriteAllTextAsync(file.Path, "bytes");
        await host.Module.Services.GetRequiredService<IAudioObjects>().PutAsync(key, file.Path, CancellationToken.None);
        return key;
    }

    private static string PathOf(TemporaryFolder folder, Guid id) => Directory.EnumerateFiles(folder.Path, $"*{id:N}.mp3", SearchOption.AllDirectories).Single();

    private static async Task FlipOneBitAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
    }
}
