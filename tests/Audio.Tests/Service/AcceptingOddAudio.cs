using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>What families bring. Whatever the decoder can play becomes audio; the rest is refused with a reason.</summary>
public sealed class AcceptingOddAudio
{
    public static TheoryData<string, string> Encodings => new()
    {
        { "wav", "-c:a pcm_u8" },
        { "wav", "-c:a pcm_s24le -ar 192000" },
        { "wav", "-c:a pcm_f32le" },
        { "wav", "-c:a pcm_f64le -ar 11025" },
        { "wav", "-c:a pcm_alaw -ar 8000" },
        { "wav", "-c:a adpcm_ms" },
        { "wav", "-rf64 always" },
        { "w64", "" },
        { "aiff", "-c:a pcm_s24be" },
        { "au", "-c:a pcm_mulaw" },
        { "caf", "-c:a alac" },
        { "voc", "-c:a pcm_u8" },
        { "flac", "-ac 8" },
        { "flac", "-sample_fmt s32 -ar 96000" },
        { "ogg", "-c:a libvorbis" },
        { "opus", "-c:a libopus" },
        { "webm", "-c:a libopus" },
        { "mka", "-c:a flac" },
        { "m4a", "-c:a alac" },
        { "m4b", "-f ipod" },
        { "mov", "-c:a pcm_s16be" },
        { "3gp", "-c:a aac" },
        { "wma", "-c:a wmav2" },
        { "ac3", "" },
        { "eac3", "" },
        { "dts", "-c:a dca -strict -2 -ac 2 -ar 48000" },
        { "mp2", "" },
        { "wv", "" },
        { "tta", "" },
        { "aac", "-ar 7350" },
        { "mp3", "-b:a 8k -ar 8000" },
        { "mp3", "-q:a 2 -write_xing 0 -ac 2" },
        { "latm", "-c:a aac -f latm" },
        { "avi", "-c:a libmp3lame" },
        { "flv", "-c:a libmp3lame" },
        { "ts", "-c:a aac" },
        { "mpg", "-c:a mp2" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Every_common_encoding_becomes_audio(string extension, string encoding)
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(
            await Samples.MakeAsync(extension, seconds: 2, encoding: [.. encoding.Split(' ', StringSplitOptions.RemoveEmptyEntries)]), "anything.bin");

        Assert.InRange((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64(), 1900, 2300);
    }

    [Fact]
    public async Task Rubbish_around_the_audio_does_no_harm()
    {
        await using var host = await AudioHost.StartAsync();
        var mp3 = await Samples.MakeAsync("mp3", encoding: ["-id3v2_version", "0"]);
        var rubbish = new byte[5000];
        new Random(1).NextBytes(rubbish);
        byte[] hugeTag = [.. "ID3"u8, 3, 0, 0, 0x01, 0x7F, 0x7F, 0x7F, .. new byte[0x3FFFFF], .. mp3];

        foreach (var (name, bytes) in ((string, byte[])[])
        [
            ("tail", [.. mp3, .. rubbish]), ("zeros", [.. new byte[30_000], .. mp3]), ("tag", hugeTag),
            ("two tags", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 4, .. new byte[4], .. "ID3"u8, 4, 0, 0, 0, 0, 0, 4, .. new byte[4], .. mp3]),
            ("hole", [.. mp3[..10_000], .. rubbish[..3000], .. mp3[13_000..]]),
        ])
        {
            var id = await host.UploadUntilReadyAsync(bytes, $"{name}.mp3");
            Assert.InRange((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64(), 2500, 3500);
        }
    }

    [Fact]
    public async Task A_clip_whose_header_still_tells_of_the_whole_recording_is_played()
    {
        await using var host = await AudioHost.StartAsync();
        var recording = await Samples.MakeAsync("mp3", seconds: 60);
        var song = await Samples.MakeAsync("flac", seconds: 60);

        Assert.NotEqual(Guid.Empty, await host.UploadUntilReadyAsync(recording[..(recording.Length / 20)], "clip.mp3"));
        Assert.NotEqual(Guid.Empty, await host.UploadUntilReadyAsync(song[..(song.Length / 20)], "clip.flac"));
    }

    [Theory]
    [InlineData(11_025)]
    [InlineData(48_000)]
    public async Task A_sound_of_a_few_samples_is_audio(int sampleRate)
    {
        await using var host = await AudioHost.StartAsync();

        await host.UploadUntilReadyAsync(await Samples.DrawAsync($"sine=sample_rate={sampleRate},atrim=end_sample=4"), "click.wav");
        await host.UploadUntilReadyAsync(await Samples.DrawAsync($"sine=sample_rate={sampleRate},atrim=end_sample=40", "aiff"), "click.aiff");
    }

    [Fact]
    public async Task A_clock_in_the_file_that_leaps_does_not_end_the_sound()
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        var path = folder.File("leaping.mka");
        await File.WriteAllBytesAsync(path, await Samples.DrawAsync("sine=duration=4,asetpts='PTS*if(gt(T,2),100,1)'", "mka", "-c:a", "pcm_s16le"));
        var samples = 0;

        var order = new DecodingOrder(path, AudioFormat.Matroska, Channels: 1, MaxDuration: TimeSpan.FromSeconds(10));
        var decoded = await host.Module.Services.GetRequiredService<IAudioConverter>().DecodeAsync(order, heard => samples += heard.Length, CancellationToken.None);

        Assert.True(decoded.IsSuccess);
        Assert.Equal(4 * Rendition.SampleRate, samples);
    }

    [Fact]
    public async Task No_damage_to_any_format_brings_the_service_down()
    {
        await using var host = await AudioHost.StartAsync();
        var random = new Random(42);
        var ids = new List<Guid>();
        foreach (var extension in (string[])["wav", "mp3", "flac", "ogg", "m4a", "aiff", "aac", "webm", "wma", "caf", "wv", "ac3"])
        {
            var whole = await Samples.MakeAsync(extension, seconds: 1);
            foreach (var damaged in Damage(whole, random))
            {
                using var response = await host.UploadAsync(damaged, $"odd.{extension}");
                Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnprocessableEntity]);
                var answer = await AudioHost.JsonAsync(response);
                if (response.IsSuccessStatusCode) ids.Add(answer.GetProperty("id").GetGuid());
                else Assert.StartsWith("audio.", answer.GetProperty("code").GetString(), StringComparison.Ordinal);
            }
        }

        foreach (var id in ids)
        {
            if (await host.FinalStateAsync(id) == "rejected") Assert.NotNull((await host.StatusAsync(id)).GetProperty("message").GetString());
        }

        Assert.Equal(HttpStatusCode.OK, (await host.Player.GetAsync("/health/ready")).StatusCode);
    }

    /// <summary>Cut short in several places, flipped bits, a wiped head, a wiped middle.</summary>
    private static IEnumerable<byte[]> Damage(byte[] whole, Random random)
    {
        foreach (var length in (int[])[1, 4, 12, 44, 100, 1000, whole.Length / 3]) yield return whole[..Math.Min(length, whole.Length)];

        for (var round = 0; round < 3; round++)
        {
            var flipped = whole.ToArray();
            for (var flip = 0; flip < 1 + (flipped.Length / 500); flip++) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            yield return flipped;
        }

        var wiped = whole.ToArray();
        wiped.AsSpan(wiped.Length / 3, wiped.Length / 3).Fill(0xFF);
        yield return wiped;
        yield return whole[(whole.Length / 2)..];
        yield return [.. Encoding.ASCII.GetBytes("<?php system('id'); ?>"), .. whole];
    }
}
