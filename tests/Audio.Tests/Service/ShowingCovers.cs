using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using YotoSmartStream.AudioFiles.Covers;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Contracts.Audio;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>The picture in an audio file; what must not come of it is in security.md S24.</summary>
public sealed class ShowingCovers
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("mp3", "png")]
    [InlineData("mp3", "jpg")]
    [InlineData("m4a", "jpg")]
    [InlineData("flac", "png")]
    public async Task The_picture_in_a_file_is_shown_drawn_anew_and_no_larger_than_it_must_be(string extension, string picture)
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await CoveredAsync(extension, picture, "testsrc=size=1600x1200"), $"story.{extension}");
        using var shown = await host.Client.GetAsync($"/api/audio/{id}/cover");
        var bytes = await shown.Content.ReadAsByteArrayAsync();

        Assert.Equal(("image/jpeg", "nosniff"), (shown.Content.Headers.ContentType?.MediaType, shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Equal(new PictureHeader(PictureKind.Jpeg, 1000, 750), PictureHeader.Read(bytes));
        Assert.True((await host.StatusAsync(id)).GetProperty("hasCover").GetBoolean());
        Assert.True(Assert.Single(await host.Module.AnnouncedAsync<AudioReady>()).HasCover);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/audio/{id}/cover") { Headers = { IfNoneMatch = { shown.Headers.ETag! } } };
        Assert.Equal(HttpStatusCode.NotModified, (await host.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task A_small_picture_keeps_its_size()
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await CoveredAsync("mp3", "png", "testsrc=size=300x200"), "story.mp3");

        Assert.Equal(new PictureHeader(PictureKind.Jpeg, 300, 200), PictureHeader.Read(await host.Client.GetByteArrayAsync($"/api/audio/{id}/cover")));
    }

    [Fact]
    public async Task What_is_hidden_in_a_picture_is_not_shown()
    {
        await using var host = await AudioHost.StartAsync();
        var picture = await PictureAsync("jpg", "testsrc=size=64x64");
        var canary = "<script>GPS 52.5163 13.3777</script>"u8.ToArray();
        byte[] comment = [0xFF, 0xFE, 0, (byte)(canary.Length + 2), .. canary];

        var id = await host.UploadUntilReadyAsync(await CoverAsync("mp3", "jpg", [.. picture[..2], .. comment, .. picture[2..], .. canary]), "story.mp3");

        Assert.Equal(-1, (await host.Client.GetByteArrayAsync($"/api/audio/{id}/cover")).AsSpan().IndexOf(canary));
    }

    [Fact]
    public async Task A_picture_that_would_unfold_to_a_gigabyte_is_left_out_and_the_sound_is_not()
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await CoveredAsync("mp3", "png", "color=size=15000x15000", "-pix_fmt", "gray"), "story.mp3");

        Assert.False((await host.StatusAsync(id)).GetProperty("hasCover").GetBoolean());
        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio-cover.not-found", await host.Client.GetAsync($"/api/audio/{id}/cover"));
    }

    [Fact]
    public async Task What_is_no_picture_is_left_out_and_the_sound_is_not()
    {
        await using var host = await AudioHost.StartAsync();
        var picture = await PictureAsync("png", "testsrc=size=64x64");
        var liar = picture.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(liar.AsSpan(16), -5);
        var broken = picture.ToArray();
        broken.AsSpan(40).Fill(0x55);

        foreach (var odd in (byte[][])[liar, broken, "<svg onload='alert(1)'/>"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xC0]])
        {
            var id = await host.UploadUntilReadyAsync(WithPicture(await Samples.MakeAsync("mp3", encoding: ["-id3v2_version", "0"]), odd), "story.mp3");
            Assert.False((await host.StatusAsync(id)).GetProperty("hasCover").GetBoolean());
            await host.Client.DeleteAsync($"/api/audio/{id}");
        }
    }

    [Fact]
    public async Task What_is_cut_out_of_a_file_keeps_its_cover_and_a_deleted_file_leaves_none()
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: ("Data:Folder", folder.Path));
        var whole = await host.UploadUntilReadyAsync(await CoveredAsync("mp3", "png", "testsrc=size=300x200"), "story.mp3");

        using var accepted = await host.Client.PostAsJsonAsync($"/api/audio/{whole}/trim", new { endMilliseconds = 1_500 });
        var part = (await AudioHost.JsonAsync(accepted)).GetProperty("id").GetGuid();
        Assert.Equal("ready", await host.FinalStateAsync(part));
        var cover = await host.Client.GetByteArrayAsync($"/api/audio/{whole}/cover");
        await host.Client.DeleteAsync($"/api/audio/{whole}");

        Assert.Equal(cover, await host.Client.GetByteArrayAsync($"/api/audio/{part}/cover"));
        await host.Client.DeleteAsync($"/api/audio/{part}");
        Assert.Empty(UploadingAudio.StoredFiles(folder.Path));
    }

    [Fact]
    public async Task Another_family_does_not_see_it()
    {
        await using var host = await AudioHost.StartAsync();
        var id = await host.UploadUntilReadyAsync(await CoveredAsync("mp3", "png", "testsrc=size=300x200"), "story.mp3");
        using var others = host.Module.ClientOf(TenantId.New());

        await AudioHost.RefusedAsync(HttpStatusCode.NotFound, "audio-cover.not-found", await others.GetAsync($"/api/audio/{id}/cover"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Player.GetAsync($"/api/audio/{id}/cover")).StatusCode);
    }

    private static async Task<byte[]> CoveredAsync(string extension, string picture, string source, params string[] encoding) =>
        await CoverAsync(extension, picture, await PictureAsync(picture, source, encoding));

    private static async Task<byte[]> PictureAsync(string extension, string source, params string[] encoding) =>
        await Samples.DrawAsync(source, extension, ["-frames:v", "1", .. encoding]);

    private static async Task<byte[]> CoverAsync(string extension, string pictureExtension, byte[] picture)
    {
        using var folder = new TemporaryFolder();
        var (sound, image, covered) = (folder.File("sound.wav"), folder.File($"cover.{pictureExtension}"), folder.File($"covered.{extension}"));
        await File.WriteAllBytesAsync(sound, await Samples.WavAsync());
        await File.WriteAllBytesAsync(image, picture);
        await ProcessRunner.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-i", sound, "-i", image, "-map", "0:a", "-map", "1:v", "-c:v", "copy", "-disposition:v", "attached_pic", covered], Deadline);
        return await File.ReadAllBytesAsync(covered);
    }

    /// <summary>An ID3 tag by hand: ffmpeg writes no picture that it does not know.</summary>
    private static byte[] WithPicture(byte[] mp3, byte[] picture)
    {
        byte[] content = [0, .. "image/png"u8, 0, 3, 0, .. picture];
        byte[] frame = [.. "APIC"u8, .. SyncSafe(content.Length), 0, 0, .. content];
        return [.. "ID3"u8, 4, 0, 0, .. SyncSafe(frame.Length), .. frame, .. mp3];
    }

    private static byte[] SyncSafe(int length) => [(byte)(length >> 21 & 0x7F), (byte)(length >> 14 & 0x7F), (byte)(length >> 7 & 0x7F), (byte)(length & 0x7F)];
}
