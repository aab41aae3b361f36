using YotoSmartStream.AudioFiles.Editing;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>A cut is made between frames, and what is left of the sound is bit for bit what it was.</summary>
public sealed class CuttingFrames
{
    private const int FrameSamples = 1152;

    /// <summary>The sound of a frame overlaps with that of the one before, which a cut takes away.</summary>
    private const int SettlingFrames = 2;

    [Theory]
    [InlineData(1, 3_333, 7_777)]
    [InlineData(2, 3_333, 7_777)]
    [InlineData(2, 0, 5_000)]
    [InlineData(1, 9_000, 60_000)]
    [InlineData(2, 30_000, 30_020)]
    public async Task What_is_cut_out_sounds_exactly_as_it_did_in_the_whole(int channels, long start, long end)
    {
        var whole = await NoiseAsync(channels, seconds: 60);

        var cut = await CutAsync(whole, start, end);

        var first = (int)(start / Rendition.FrameMilliseconds);
        var (sound, cutSound) = (await Samples.DecodeAsync(whole), await Samples.DecodeAsync(cut));
        var lead = cutSound.Length - ((int)Math.Ceiling(end / Rendition.FrameMilliseconds) - first) * FrameSamples * channels;
        lead = Math.Max(0, lead);
        Assert.InRange(lead / (FrameSamples * channels), 0, 2);
        for (var sample = lead + (SettlingFrames * FrameSamples * channels); sample < cutSound.Length; sample++)
        {
            var inWhole = sample - lead + (first * FrameSamples * channels);
            if (sound[inWhole] != cutSound[sample]) Assert.Fail($"Sample {sample} is {cutSound[sample]} and was {sound[inWhole]}.");
        }
    }

    [Fact]
    public async Task Parts_that_follow_each_other_have_every_frame_of_the_whole_between_them()
    {
        var whole = await NoiseAsync(channels: 2, seconds: 20);

        var parts = new[] { await CutAsync(whole, 0, 6_300), await CutAsync(whole, 6_300, 13_000), await CutAsync(whole, 13_000, 20_100) };

        var frames = parts.Sum(part => part.Length) / Rendition.FrameBytes;
        Assert.InRange(frames - (whole.Length / Rendition.FrameBytes), 0, 6);   // A cut repeats the frame in which it lies, and lends two at most.
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_pause_is_silent_and_keeps_to_the_bit_rate(int channels)
    {
        await using var target = new MemoryStream();
        await Mp3Cutter.PauseAsync(60_000, channels, target, CancellationToken.None);

        var sound = await Samples.DecodeAsync(target.ToArray());

        Assert.InRange(target.Length, (60_000 * Rendition.BytesPerMillisecond) - 418, (60_000 * Rendition.BytesPerMillisecond) + 418);
        Assert.InRange(sound.Length / channels / 44.1, 59_970, 60_030);
        Assert.All(sound, sample => Assert.Equal(0, sample));
    }

    private static async Task<byte[]> CutAsync(byte[] whole, long start, long end)
    {
        await using var target = new MemoryStream();
        await Mp3Cutter.CopyAsync(new MemoryStream(whole), start, end, target, CancellationToken.None);
        return target.ToArray();
    }

    /// <summary>As our renditions are; the loudness goes up and down, so that frames borrow from each other.</summary>
    private static Task<byte[]> NoiseAsync(int channels, int seconds) => Samples.DrawAsync(
        $"anoisesrc=d={seconds}:r=44100:a=0.5:seed=7,volume='0.02+0.9*abs(sin(t*3))':eval=frame",
        "mp3",
        "-ac", $"{channels}", "-b:a", "128k", "-id3v2_version", "0", "-write_id3v1", "0", "-write_xing", "0");
}
