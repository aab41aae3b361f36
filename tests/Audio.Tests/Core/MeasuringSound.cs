namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class MeasuringSound
{
    private const int SampleRate = 44_100;

    [Theory]
    [InlineData(1, -23.0, -26.0)]
    [InlineData(2, -23.0, -23.0)]
    [InlineData(2, -33.0, -33.0)]
    public void A_tone_of_the_ebu_is_as_loud_as_the_ebu_says(int channels, double peakDb, double lufs)
    {
        // EBU Tech 3341, cases 1 and 2: a 1 kHz sine of that peak on both channels; one channel alone is 3 LU less.
        var measure = Measure(Tone(1000, seconds: 20, peakDb, channels), channels);

        Assert.Equal(lufs, measure.LoudnessLufs!.Value, tolerance: 0.1);
        Assert.Equal(TimeSpan.FromSeconds(20), measure.Duration);
    }

    [Fact]
    public void What_is_silent_or_far_quieter_than_the_rest_does_not_count()
    {
        // EBU Tech 3341, case 3: the quiet parts are gated away.
        var measure = Measure([.. Tone(1000, 10, -36, 2), .. Tone(1000, 60, -23, 2), .. Tone(1000, 10, -36, 2), .. new float[SampleRate * 2 * 10]], channels: 2);

        Assert.Equal(-23.0, measure.LoudnessLufs!.Value, tolerance: 0.1);
    }

    [Fact]
    public void The_wave_goes_higher_between_the_samples_and_that_is_seen()
    {
        // A quarter of the sample rate, 45 degrees off: each sample is 3 dB below the top of the wave.
        var samples = Enumerable.Range(0, SampleRate).Select(index => (float)(0.5 * Math.Sin((Math.Tau * index / 4) + (Math.PI / 4)))).ToArray();

        Assert.Equal(-6.02, Measure(samples, channels: 1).TruePeakDb!.Value, tolerance: 0.3);
        Assert.Equal(-9.03, 20 * Math.Log10(samples.Max()), tolerance: 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public void It_does_not_matter_in_which_portions_the_sound_arrives(int frames)
    {
        var samples = Tone(440, 1.5, -12, channels: 2);
        var whole = Measure(samples, channels: 2);
        var meter = new SoundMeter(SampleRate, channels: 2);

        foreach (var portion in samples.Chunk(frames * 2)) meter.Hear(portion);

        var measure = meter.Finish();
        Assert.Equal(whole.LoudnessLufs!.Value, measure.LoudnessLufs!.Value, tolerance: 1e-6);
        Assert.Equal(whole.TruePeakDb!.Value, measure.TruePeakDb!.Value, tolerance: 1e-3);
        Assert.Equal(whole.Waveform, measure.Waveform);
    }

    [Fact]
    public void Silence_has_no_loudness_no_peak_and_gets_no_gain()
    {
        var measure = Measure(new float[SampleRate * 3], channels: 1);

        Assert.Equal((null, null), (measure.LoudnessLufs, measure.TruePeakDb));
        Assert.Equal(0, new LoudnessTarget(-16, -1).GainFor(measure));
        Assert.Equal(new Silence(0, 3000), Assert.Single(measure.Silences));
    }

    [Fact]
    public void Pauses_are_found_where_they_are()
    {
        var measure = Measure([.. Tone(440, 2, -12, 1), .. new float[SampleRate], .. Tone(440, 1, -12, 1), .. new float[SampleRate / 10], .. Tone(440, 1, -12, 1)], channels: 1);

        var pause = Assert.Single(measure.Silences);
        Assert.InRange(pause.StartMilliseconds, 2000, 2050);
        Assert.InRange(pause.LengthMilliseconds, 950, 1000);
    }

    [Fact]
    public void The_waveform_shows_where_it_is_loud()
    {
        var waveform = Measure([.. Tone(440, 60, -40, 1), .. Tone(440, 60, 0, 1)], channels: 1).Waveform;

        Assert.Equal(800, waveform.Count);
        Assert.All(waveform.Take(399), height => Assert.InRange(height, 2, 3));
        Assert.All(waveform.Skip(401), height => Assert.Equal(255, height));
    }

    [Fact]
    public void Samples_that_are_no_numbers_do_no_harm()
    {
        var measure = Measure([.. Enumerable.Repeat(float.NaN, SampleRate), .. Enumerable.Repeat(float.PositiveInfinity, SampleRate)], channels: 1);

        Assert.True(double.IsFinite(new LoudnessTarget(-16, -1).GainFor(measure)));
    }

    [Theory]
    [InlineData(-26, -20, 10)]     // quiet: louder
    [InlineData(-9, 0.5, -7)]      // loud: quieter
    [InlineData(-26, -5, 4)]       // its peak would be cut: only as loud as that allows
    [InlineData(-69, -60, 40)]     // noise is not raised without end
    public void One_gain_brings_a_file_to_the_target_and_cuts_no_peak(double lufs, double peakDb, double gainDb) =>
        Assert.Equal(gainDb, new LoudnessTarget(-16, -1).GainFor(new(TimeSpan.FromMinutes(1), lufs, peakDb, [], [])), tolerance: 1e-9);

    private static SoundMeasure Measure(float[] samples, int channels)
    {
        var meter = new SoundMeter(SampleRate, channels);
        meter.Hear(samples);
        return meter.Finish();
    }

    private static float[] Tone(double frequency, double seconds, double peakDb, int channels)
    {
        var samples = new float[(int)(SampleRate * seconds) * channels];
        for (var index = 0; index < samples.Length; index++)
            samples[index] = (float)(Math.Pow(10, peakDb / 20) * Math.Sin(Math.Tau * frequency * (index / channels) / SampleRate));
        return samples;
    }
}
