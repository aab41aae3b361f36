using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class ConvertingAudio
{
    [Theory]
    [InlineData("wav", 1, 44_100)]
    [InlineData("wav", 2, 48_000)]
    [InlineData("mp3", 1, 22_050)]
    [InlineData("flac", 2, 96_000)]
    [InlineData("ogg", 1, 44_100)]
    [InlineData("m4a", 2, 44_100)]
    [InlineData("aiff", 1, 8_000)]
    [InlineData("aac", 2, 32_000)]
    public async Task Whatever_comes_in_is_played_as_constant_128_kbps_at_44_1_kHz_without_tags(string extension, int channels, int sampleRate)
    {
        await using var host = await AudioHost.StartAsync();
        var upload = await Samples.MakeAsync(
            extension, channels: channels, encoding: ["-ar", $"{sampleRate}", "-metadata", "title=Canary", "-metadata", "artist=Canary"]);

        var id = await host.UploadUntilReadyAsync(upload, $"story.{extension}");
        var bytes = await host.Client.GetByteArrayAsync($"/api/audio/{id}");

        var frames = Frames(bytes);
        Assert.All(frames, frame => Assert.Equal((3, 128, 44_100, channels), (frame.Layer, frame.BitrateKbps, frame.SampleRate, frame.Channels)));
        Assert.InRange(frames.Count * 1152 / 44_100.0, 3.0, 3.3);
        foreach (var mark in (byte[][])[[.. "ID3"u8], [.. "TAG"u8], [.. "Xing"u8], [.. "Info"u8], [.. "Canary"u8]]) Assert.Equal(-1, bytes.AsSpan().IndexOf(mark));
        Assert.InRange((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64() - (frames.Count * 1152 / 44.1), -2, 2);
    }

    [Fact]
    public async Task Six_channels_become_two()
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync(channels: 6));

        Assert.Equal(2, (await host.StatusAsync(id)).GetProperty("channels").GetInt32());
    }

    [Fact]
    public async Task What_a_crash_interrupted_is_converted_after_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        var id = Guid.CreateVersion7();
        await using (var crashed = await AudioHost.StartAsync(settings: ("Data:Folder", folder)))
        {
            await LeaveConvertingAsync(crashed, id, lease: TimeSpan.FromSeconds(2));
            Assert.Equal("converting", (await crashed.StatusAsync(id)).GetProperty("state").GetString());
            await RestartedAsync(folder, id, crashed.Family);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_conversion_that_a_stop_interrupted_goes_on_after_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("yss-audio-").FullName;
        var upload = await Samples.MakeAsync("flac", seconds: 900);
        Guid id;
        TenantId family;
        await using (var stopped = await AudioHost.StartAsync(settings: ("Data:Folder", folder)))
        {
            family = stopped.Family;
            id = (await AudioHost.JsonAsync(await stopped.UploadAsync(upload, "long.flac"))).GetProperty("id").GetGuid();
            await Eventually.HoldsAsync(
                async () => (await stopped.StatusAsync(id)).GetProperty("state").GetString() == "converting", AudioHost.Deadline, "The conversion did not begin.");
        }

        await RestartedAsync(folder, id, family);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task RestartedAsync(string folder, Guid id, TenantId family)
    {
        await using var host = await AudioHost.StartAsync(family: family, settings: ("Data:Folder", folder));

        Assert.Equal("ready", await host.FinalStateAsync(id));
        Assert.Single(await host.Module.AnnouncedAsync<AudioReady>());
        Assert.Single(UploadingAudio.StoredFiles(folder));
    }

    /// <summary>The state that a process leaves that was killed in the middle of a conversion.</summary>
    private static async Task LeaveConvertingAsync(AudioHost host, Guid id, TimeSpan lease)
    {
        using var temporary = new TemporaryFolder();
        var original = await ASound.WavAsync(temporary, seconds: 2);
        var source = new SourceAudio(new string('a', 64), AudioFormat.Wav, 2_000, 1);
        await host.Module.Scopes.RunAsync(
            host.Family,
            async (services, cancellationToken) =>
            {
                var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
                var file = AudioFile.Receive(id, host.Family, AudioFileName.Parse("story.wav").Value, source, cardId: null, now);
                file.Claim(now, lease);
                await services.GetRequiredService<IAudioObjects>().PutAsync(file.SourceKey, original, cancellationToken);
                services.GetRequiredService<IAudioFiles>().Add(file);
                await services.GetRequiredService<IUnitOfWork>().SaveAsync(cancellationToken);
            },
            CancellationToken.None);
    }

    private static List<Mp3Frame> Frames(ReadOnlySpan<byte> bytes)
    {
        var frames = new List<Mp3Frame>();
        while (bytes.Length > 0)
        {
            Assert.True(Mp3Frame.TryRead(bytes, out var frame), $"No frame begins after {frames.Count} frames.");
            frames.Add(frame);
            bytes = bytes[frame.LengthBytes..];
        }

        return frames;
    }
}
