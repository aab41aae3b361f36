namespace YotoSmartStream.AudioFiles;

/// <param name="StartMilliseconds">Where it begins.</param>
/// <param name="LengthMilliseconds">How long nothing is heard.</param>
public sealed record Silence(long StartMilliseconds, long LengthMilliseconds);

/// <summary>The highest point of every twentieth of a second: enough to draw the whole file, and to find its pauses.</summary>
internal sealed class WaveformMeter(int sampleRate, int channels)
{
    public const int Bars = 800;
    private const int MaxSilences = 1000;
    private const int StepsPerSecond = 20;
    private const int StepMilliseconds = 1000 / StepsPerSecond;
    private const int MinSilenceMilliseconds = 500;
    private const float SilentBelow = 0.0032f;   // -50 dB

    private readonly int _samplesPerStep = sampleRate / StepsPerSecond * channels;
    private readonly List<float> _steps = [];
    private float _highest;
    private int _inStep;

    public void Hear(ReadOnlySpan<float> samples)
    {
        while (samples.Length > 0)
        {
            var part = samples[..Math.Min(samples.Length, _samplesPerStep - _inStep)];
            foreach (var sample in part) _highest = Math.Max(_highest, Math.Abs(sample));
            _inStep += part.Length;
            samples = samples[part.Length..];
            if (_inStep == _samplesPerStep) EndStep();
        }
    }

    public void Finish()
    {
        if (_inStep > 0) EndStep();
    }

    public IReadOnlyList<byte> Draw()
    {
        var bars = new byte[Math.Min(Bars, _steps.Count)];
        for (var bar = 0; bar < bars.Length; bar++)
        {
            var (from, to) = ((int)((long)bar * _steps.Count / bars.Length), (int)((bar + 1L) * _steps.Count / bars.Length));
            bars[bar] = (byte)Math.Round(Math.Min(1, _steps.Skip(from).Take(to - from).Max()) * byte.MaxValue);
        }

        return bars;
    }

    public IReadOnlyList<Silence> Silences()
    {
        var silences = new List<Silence>();
        for (var start = 0; start < _steps.Count && silences.Count < MaxSilences; start++)
        {
            var end = start;
            while (end < _steps.Count && _steps[end] < SilentBelow) end++;
            if ((end - start) * StepMilliseconds >= MinSilenceMilliseconds)
                silences.Add(new((long)start * StepMilliseconds, (long)(end - start) * StepMilliseconds));
            start = end;
        }

        return silences;
    }

    private void EndStep()
    {
        _steps.Add(_highest);
        (_highest, _inStep) = (0, 0);
    }
}
