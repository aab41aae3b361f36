namespace YotoSmartStream.AudioFiles;

/// <summary>What was heard of a whole file.</summary>
/// <param name="Duration">Of the decoded sound.</param>
/// <param name="LoudnessLufs">Integrated loudness by EBU R128; null when there is nothing but silence or less than 0.4 seconds.</param>
/// <param name="TruePeakDb">The highest point of the wave between the samples too, in dBTP; null for digital silence.</param>
/// <param name="Waveform">How high the wave goes, evenly spread over the whole: 0 to 255.</param>
/// <param name="Silences">Where nothing is heard for a while.</param>
public sealed record SoundMeasure(
    TimeSpan Duration, double? LoudnessLufs, double? TruePeakDb, IReadOnlyList<byte> Waveform, IReadOnlyList<Silence> Silences);

/// <summary>Listens once to decoded sound, as it passes, and keeps little of it: loudness, true peak, waveform and silences.</summary>
public sealed class SoundMeter(int sampleRate, int channels)
{
    private readonly LoudnessMeter _loudness = new(sampleRate, channels);
    private readonly TruePeakMeter _peak = new(channels);
    private readonly WaveformMeter _waveform = new(sampleRate, channels);
    private long _samples;

    public TimeSpan Heard => TimeSpan.FromSeconds(_samples / channels / (double)sampleRate);

    /// <param name="samples">Interleaved, whole frames: one sample of each channel after the other.</param>
    public void Hear(ReadOnlySpan<float> samples)
    {
        _samples += samples.Length;
        _loudness.Hear(samples);
        _peak.Hear(samples);
        _waveform.Hear(samples);
    }

    public SoundMeasure Finish()
    {
        _peak.Finish();
        _waveform.Finish();
        return new(Heard, _loudness.Integrated(), _peak.Decibels, _waveform.Draw(), _waveform.Silences());
    }
}
