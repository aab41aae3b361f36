using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using YotoSmartStream.AudioFiles.Editing;
using YotoSmartStream.Testing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>How loud it is in the end, as ffmpeg's own meter hears it.</summary>
public sealed partial class LevellingAudio
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("-30dB", 1)]
    [InlineData("-30dB", 2)]
    [InlineData("0dB", 2)]
    public async Task What_was_quiet_and_what_was_loud_end_at_the_same_loudness(string level, int channels)
    {
        await using var host = await AudioHost.StartAsync();
        var upload = await NoiseAsync("flac", level, channels);

        var id = await host.UploadUntilReadyAsync(upload, "story.flac");
        var (lufs, peakDb) = await MeasureAsync(await host.Client.GetByteArrayAsync($"/api/audio/{id}"));

        Assert.InRange(lufs, -17, -15);
        Assert.InRange(peakDb, -30, -0.5);
    }

    [Fact]
    public async Task The_target_is_a_setting()
    {
        await using var host = await AudioHost.StartAsync(settings: ("Audio:LoudnessTargetLufs", "-23"));

        var id = await host.UploadUntilReadyAsync(await NoiseAsync("flac", "0dB", channels: 1), "story.flac");
        var (lufs, _) = await MeasureAsync(await host.Client.GetByteArrayAsync($"/api/audio/{id}"));

        Assert.InRange(lufs, -24, -22);
    }

    [Fact]
    public async Task An_mp3_that_is_ours_already_keeps_its_frames_bit_by_bit()
    {
        await using var host = await AudioHost.StartAsync();
        var first = await host.Client.GetByteArrayAsync($"/api/audio/{await host.UploadUntilReadyAsync(await NoiseAsync("flac", "-20dB", channels: 1), "story.flac")}");
        byte[] tagged = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 5, .. "title"u8, .. first, .. "TAG"u8, .. new byte[125]];

        var id = await host.UploadUntilReadyAsync(tagged, "again.mp3");

        Assert.Equal(first, await host.Client.GetByteArrayAsync($"/api/audio/{id}"));
        Assert.Equal(JsonValueKind.Null, (await InsightAsync(host, id)).GetProperty("gainDb").ValueKind);
    }

    [Theory]
    [InlineData("-30dB", "128k", "44100")]   // too quiet
    [InlineData("-6dB", "192k", "44100")]    // another bit rate
    [InlineData("-6dB", "128k", "48000")]    // another sample rate
    public async Task An_mp3_that_is_not_quite_ours_is_encoded_anew(string level, string bitrate, string sampleRate)
    {
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(await NoiseAsync("mp3", level, 2, "-b:a", bitrate, "-ar", sampleRate), "story.mp3");

        Assert.Equal(JsonValueKind.Number, (await InsightAsync(host, id)).GetProperty("gainDb").ValueKind);
    }

    [Fact]
    public async Task An_mp3_whose_frames_are_all_a_little_short_is_encoded_anew_because_places_in_a_file_tell_the_time()
    {
        const int frames = 2_000;
        await using var host = await AudioHost.StartAsync();

        var id = await host.UploadUntilReadyAsync(SilentFrame.Carrying(new byte[frames * SilentFrame.RoomOf(channels: 1)], channels: 1), "unpadded.mp3");

        Assert.Equal(JsonValueKind.Number, (await InsightAsync(host, id)).GetProperty("gainDb").ValueKind);
        Assert.InRange((await host.StatusAsync(id)).GetProperty("durationMilliseconds").GetInt64() - (frames * Rendition.FrameMilliseconds), -10, 150);
    }

    [Fact]
    public async Task An_editor_can_draw_the_file_and_sees_its_pauses()
    {
        await using var host = await AudioHost.StartAsync();
        using var folder = new TemporaryFolder();
        var path = folder.File("paused.wav");
        await ProcessRunner.RunAsync(
            "ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=duration=6,volume='if(between(t,2,4),0,1)':eval=frame", path], Deadline);

        var insight = await InsightAsync(host, await host.UploadUntilReadyAsync(await File.ReadAllBytesAsync(path)));

        Assert.InRange(insight.GetProperty("waveform").GetArrayLength(), 100, 800);
        var pause = Assert.Single(insight.GetProperty("silences").EnumerateArray());
        Assert.InRange(pause.GetProperty("startMilliseconds").GetInt32(), 1900, 2100);
        Assert.InRange(pause.GetProperty("lengthMilliseconds").GetInt32(), 1800, 2100);
    }

    [Theory]
    [InlineData("true", 2)]
    [InlineData("false", 1)]
    public async Task The_original_stays_when_the_family_wants_it(string keep, int objects)
    {
        using var folder = new TemporaryFolder();
        await using var host = await AudioHost.StartAsync(settings: [("Audio:KeepOriginals", keep), ("Data:Folder", folder.Path)]);

        var id = await host.UploadUntilReadyAsync(await Samples.WavAsync());

        await Eventually.HoldsAsync(() => UploadingAudio.StoredFiles(folder.Path).Count == objects, AudioHost.Deadline, "The original was not treated as set.");
        await host.Client.DeleteAsync($"/api/audio/{id}");
        Assert.Empty(UploadingAudio.StoredFiles(folder.Path));
    }

    private static Task<JsonElement> InsightAsync(AudioHost host, Guid id) =>
        host.Client.GetFromJsonAsync<JsonElement>($"/api/audio/{id}/insight");

    private static async Task<byte[]> NoiseAsync(string extension, string level, int channels, params string[] encoding)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File($"noise.{extension}");
        await ProcessRunner.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-f", "lavfi", "-i", $"anoisesrc=color=pink:duration=8:seed=7,volume={level}", "-ac", $"{channels}", .. encoding, path],
            Deadline);
        return await File.ReadAllBytesAsync(path);
    }

    private static async Task<(double Lufs, double PeakDb)> MeasureAsync(byte[] mp3)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("a.mp3"), mp3);
        await using var meter = ProcessRunner.Start("ffmpeg", ["-nostdin", "-i", folder.File("a.mp3"), "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]);
        Assert.Equal(0, await meter.WaitForExitAsync(Deadline, CancellationToken.None));
        return (Number(Loudness().Match(meter.Output)), Number(Peak().Match(meter.Output)));
    }

    private static double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"I:\s+(-?[\d.]+) LUFS")]
    private static partial Regex Loudness();

    [GeneratedRegex(@"Peak:\s+(-?[\d.]+) dBFS")]
    private static partial Regex Peak();
}
