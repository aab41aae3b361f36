using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>failures.md F15: a disk that is full is said, nothing remains by half, and with room again everything goes on.</summary>
public sealed class FillingTheDisk
{
    [Theory]
    [InlineData("/api/audio")]
    [InlineData("/api/audio/batch")]
    [InlineData("/api/audio/archives")]
    [InlineData("/api/cards/forest/upload-audio")]
    public async Task An_upload_for_which_there_is_no_room_is_refused_with_a_reason_and_leaves_nothing(string to)
    {
        using var data = new TemporaryFolder();
        using var full = new FullWorkFolder();
        await using var host = await AudioHost.StartAlteredAsync(services => services.AddSingleton<IWorkFolder>(full), settings: ("Data:Folder", data.Path));

        using var refused = await host.UploadAsync(await Samples.WavAsync(), to: to);

        await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.storage-full", refused);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Empty(full.Left);
        Assert.Empty(UploadingAudio.StoredFiles(data.Path));
        Assert.Equal(0, (await host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("before put original")]
    [InlineData("before put part")]
    public async Task A_store_without_room_takes_it_as_soon_as_there_is_some(string step)
    {
        using var data = new TemporaryFolder();
        await using var host = await AudioHost.StartAlteredAsync(AnAlteredModule.WithFailingStore, settings: ("Data:Folder", data.Path));
        var store = host.Module.Services.GetRequiredService<FailingStore>();
        var bytes = await Samples.WavAsync();
        var upload = await ResumingUploads.BeginAsync(host, bytes.Length);
        store.OnStep = reached => ThrowWhenFull(reached == step);

        Task<HttpResponseMessage> SendAsync() => step.EndsWith("part", StringComparison.Ordinal) ? ResumingUploads.AppendAsync(host, upload, 0, bytes) : host.UploadAsync(bytes);
        await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.storage-full", await SendAsync());
        Assert.Empty(UploadingAudio.StoredFiles(data.Path));

        store.OnStep = _ => { };
        Assert.True((await SendAsync()).IsSuccessStatusCode);
        var file = Assert.Single((await host.Client.GetFromJsonAsync<JsonElement>("/api/audio")).GetProperty("items").EnumerateArray());
        Assert.Equal("ready", await host.FinalStateAsync(file.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task A_conversion_without_room_waits_for_some_and_is_not_given_up()
    {
        var time = new FakeTimeProvider();
        using var data = new TemporaryFolder();
        await using var host = await AudioHost.StartAlteredAsync(
            AnAlteredModule.WithFailingStore, builder => builder.Services.AddSingleton<TimeProvider>(time), settings: ("Data:Folder", data.Path));
        var store = host.Module.Services.GetRequiredService<FailingStore>();
        var tries = 0;
        store.OnStep = reached => ThrowWhenFull(reached == "before put mp3" && Interlocked.Increment(ref tries) <= AudioFile.MaxAttempts + 2);

        using var accepted = await host.UploadAsync(await Samples.WavAsync());
        var id = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();
        await Eventually.HoldsAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(500));
                return (await host.StatusAsync(id)).GetProperty("state").GetString() == "ready";
            },
            TimeSpan.FromMinutes(1),
            "It did not become ready.");

        Assert.Equal(AudioFile.MaxAttempts + 3, tries);
        Assert.Single(UploadingAudio.StoredFiles(data.Path));
    }

    [Fact]
    public async Task A_store_on_another_disk_without_room_for_the_whole_file_keeps_no_piece_of_it()
    {
        using var data = new TemporaryFolder();
        using var disk = await TinyDisk.CreateAsync(megabytes: 1);
        Directory.CreateDirectory(data.File("audio"));
        Directory.CreateSymbolicLink(data.File("audio/objects"), disk.Path);
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", data.Path));

        using var refused = await host.UploadAsync(await Samples.WavAsync(seconds: 30));
        await AudioHost.RefusedAsync(HttpStatusCode.ServiceUnavailable, "audio.storage-full", refused);
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories));
        Assert.Empty(UploadingAudio.StoredFiles(data.Path));

        await host.UploadUntilReadyAsync(await Samples.WavAsync(seconds: 2));
    }

    private static void ThrowWhenFull(bool isFull)
    {
        const int noSpaceLeft = 28;
        if (isFull) throw new IOException("No space left on device", noSpaceLeft);
    }

    /// <summary>Its files lie on a device that is always full: what the kernel says is what a full disk makes it say.</summary>
    private sealed class FullWorkFolder : IWorkFolder, IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public IEnumerable<string> Left => Directory.EnumerateFileSystemEntries(_folder.Path);

        public WorkFile Create()
        {
            var path = _folder.File(Guid.CreateVersion7().ToString("N"));
            File.CreateSymbolicLink(path, "/dev/full");
            return new(path);
        }

        public void Dispose() => _folder.Dispose();
    }
}
