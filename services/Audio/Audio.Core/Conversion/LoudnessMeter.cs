namespace YotoSmartStream.AudioFiles;

/// <summary>
/// Integrated loudness by EBU R128 (ITU-R BS.1770-4): the ear's weighting, blocks of 400 ms that overlap by three quarters, and two gates
/// that leave out what is silent or far quieter than the rest. One or two channels; surround sound is folded down before.
/// </summary>
internal sealed class LoudnessMeter(int sampleRate, int channels)
{
    private const double SilenceLufs = -70;
    private const double QuietLu = 10;
    private const int StepsPerBlock = 4;

    private readonly KWeighting[] _ears = [.. Enumerable.Range(0, channels).Select(_ => new KWeighting(sampleRate))];
    private readonly int _samplesPerStep = sampleRate / 10 * channels;
    private readonly List<double> _steps = [];   // The energy of each tenth of a second; twelve hours are 3.5 MB.
    private double _energy;
    private int _inStep;

    public void Hear(ReadOnlySpan<float> samples)
    {
        while (samples.Length > 0)
        {
            var count = Math.Min(samples.Length, _samplesPerStep - _inStep);
            _energy += Energy(samples[..count]);
            _inStep += count;
            samples = samples[count..];
            if (_inStep < _samplesPerStep) return;

            _steps.Add(_energy / (_samplesPerStep / channels));
            (_energy, _inStep) = (0, 0);
        }
    }

    /// <summary>LUFS; null when nothing passes the gates.</summary>
    public double? Integrated()
    {
        var blocks = Blocks().Where(block => Lufs(block) > SilenceLufs).ToList();
        if (blocks.Count == 0) return null;
        var gate = Lufs(blocks.Average()) - QuietLu;
        return Lufs(blocks.Where(block => Lufs(block) > gate).Average());
    }

    private static double Lufs(double energy) => -0.691 + (10 * Math.Log10(energy));

    private IEnumerable<double> Blocks()
    {
        for (var step = StepsPerBlock; step <= _steps.Count; step++)
        {
            yield return (_steps[step - 4] + _steps[step - 3] + _steps[step - 2] + _steps[step - 1]) / StepsPerBlock;
        }
    }

    private double Energy(ReadOnlySpan<float> samples)
    {
        var energy = 0.0;
        for (var channel = 0; channel < channels; channel++) energy += _ears[channel].Energy(samples, channel, channels);
        return energy;
    }
}
