using System.Globalization;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Testing;

public sealed class MakingSounds : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_tone_has_the_format_and_length_that_were_asked_for()
    {
        var wav = await ProbeAsync(await ASound.WavAsync(_folder, seconds: 1.5, sampleRateHz: 22_050, channels: 2));
        var mp3 = await ProbeAsync(await ASound.Mp3Async(_folder, seconds: 3, kilobitsPerSecond: 64));

        Assert.Equal(("pcm_s16le", 1.5), wav);
        Assert.Equal("mp3", mp3.Codec);
        Assert.InRange(mp3.Seconds, 2.9, 3.2);
    }

    [Fact]
    public async Task A_spoken_sentence_takes_longer_than_a_spoken_word()
    {
        var word = await ProbeAsync(await ASound.SpeechAsync(_folder, "Left."));
        var sentence = await ProbeAsync(await ASound.SpeechAsync(_folder, "Turn left to follow the river, or right to climb the hill."));

        Assert.InRange(word.Seconds, 0.1, 2);
        Assert.InRange(sentence.Seconds, word.Seconds + 1, 10);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(string Codec, double Seconds)> ProbeAsync(string path)
    {
        var facts = await ProcessRunner.RunAsync(
            "ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,duration", "-of", "csv=p=0", path], TimeSpan.FromSeconds(20));
        var parts = facts.Trim().Split(',');
        return (parts[0], Math.Round(double.Parse(parts[1], CultureInfo.InvariantCulture), 2));
    }
}
