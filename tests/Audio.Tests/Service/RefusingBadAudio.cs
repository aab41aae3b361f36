using System.Net;
using System.Text;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

public sealed class RefusingBadAudio
{
    [Fact]
    public async Task A_playlist_that_calls_itself_mp3_reads_no_other_file()
    {
        await using var host = await AudioHost.StartAsync();
        using var elsewhere = new TemporaryFolder();
        var canary = await ASound.Mp3Async(elsewhere, seconds: 2);
        var playlist = Encoding.ASCII.GetBytes($"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{canary}\n#EXT-X-ENDLIST\n");
        byte[] tag = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0];

        await AudioHost.RefusedAsync(HttpStatusCode.UnsupportedMediaType, "audio.unsupported-type", await host.UploadAsync(playlist, "story.mp3"));
        await AudioHost.RefusedAsync(HttpStatusCode.UnprocessableEntity, "audio.undecodable", await host.UploadAsync([.. tag, .. playlist], "story.mp3"));
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("mp3")]
    [InlineData("aac")]
    public async Task What_only_begins_like_audio_is_refused(string extension)
    {
        await using var host = await AudioHost.StartAsync();
        var bytes = await Samples.MakeAsync(extension);
        var damaged = bytes[..16].Concat(Enumerable.Repeat((byte)0x55, 4000)).ToArray();

        using var response = await host.UploadAsync(damaged, $"story.{extension}");

        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            var id = (await AudioHost.JsonAsync(response)).GetProperty("id").GetGuid();
            Assert.Equal("rejected", await host.FinalStateAsync(id));
            Assert.Equal("audio.undecodable", (await host.StatusAsync(id)).GetProperty("code").GetString());
            return;
        }

        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("R")]
    [InlineData("Dear diary, today I recorded nothing.")]
    [InlineData("%PDF-1.7")]
    [InlineData("PK\u0003\u0004")]
    public async Task What_is_no_audio_is_refused_by_its_bytes_whatever_its_name(string bytes)
    {
        await using var host = await AudioHost.StartAsync();

        await AudioHost.RefusedAsync(
            HttpStatusCode.UnsupportedMediaType, "audio.unsupported-type", await host.UploadAsync(Encoding.Latin1.GetBytes(bytes), "story.mp3"));
    }

    [Theory]
    [InlineData("wav")]
    [InlineData("mp3")]
    public async Task A_file_whose_end_is_missing_is_refused_when_it_arrives(string extension)
    {
        await using var host = await AudioHost.StartAsync();
        var whole = await Samples.MakeAsync(extension);

        await AudioHost.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "audio.truncated", await host.UploadAsync(Samples.FirstHalf(whole), $"story.{extension}"));
        Assert.Equal(HttpStatusCode.Accepted, (await host.UploadAsync(whole, $"story.{extension}")).StatusCode);
    }

    [Theory]
    [InlineData("flac")]
    [InlineData("aiff")]
    [InlineData("m4a")]
    public async Task A_missing_end_that_shows_only_when_decoding_rejects_the_file(string extension)
    {
        await using var host = await AudioHost.StartAsync();
        var whole = await Samples.MakeAsync(extension, encoding: extension == "m4a" ? ["-movflags", "+faststart"] : []);

        using var accepted = await host.UploadAsync(Samples.FirstHalf(whole), $"story.{extension}");
        var id = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();

        Assert.Equal("rejected", await host.FinalStateAsync(id));
        Assert.Equal("audio.truncated", (await host.StatusAsync(id)).GetProperty("code").GetString());
        Assert.Equal("audio.truncated", Assert.Single(await host.Module.AnnouncedAsync<AudioRejected>()).Code);
        await AudioHost.RefusedAsync(HttpStatusCode.Conflict, "audio.not-ready", await host.Client.GetAsync($"/api/audio/{id}"));
    }

    [Fact]
    public async Task A_film_without_sound_is_refused()
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        var film = folder.File("film.mp4");
        await ProcessRunner.RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=size=64x64:duration=1", film], AudioHost.Deadline);

        await AudioHost.RefusedAsync(
            HttpStatusCode.UnprocessableEntity, "audio.no-audio-stream", await host.UploadAsync(await File.ReadAllBytesAsync(film), "story.m4a"));
    }

    [Fact]
    public async Task Audio_that_is_too_long_is_refused_however_small_its_file_is()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:MaxHours", "0.01"));
        var bomb = await Samples.MakeAsync("flac", seconds: 40);
        var streamed = await Samples.MakeAsync("aac", seconds: 40);   // Says nothing of its length, which is guessed from its size.

        await AudioHost.RefusedAsync(HttpStatusCode.UnprocessableEntity, "audio.too-long", await host.UploadAsync(bomb, "bomb.flac"));
        await AudioHost.RefusedAsync(HttpStatusCode.UnprocessableEntity, "audio.too-long", await host.UploadAsync(streamed, "bomb.aac"));
    }
}
