using System.Numerics;
using System.Runtime.InteropServices;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// The true peak of BS.1770-4, annex 2: between two samples the wave can go higher than both, so three points between them are computed
/// with a windowed sinc. Interleaved channels need no sorting: a tap of the filter is one whole frame back.
/// </summary>
internal sealed class TruePeakMeter(int channels)
{
    private const int TapsPerPoint = 12;
    private const int Points = 4;

    private static readonly float[][] Filters = [.. Enumerable.Range(1, Points - 1).Select(Filter)];

    private readonly int _historyLength = (TapsPerPoint - 1) * channels;
    private float[] _window = new float[(TapsPerPoint - 1) * channels];
    private int _filled = (TapsPerPoint - 1) * channels;
    private float _peak;

    /// <summary>Null for digital silence.</summary>
    public double? Decibels => _peak > 0 ? 20 * Math.Log10(_peak) : null;

    public void Hear(ReadOnlySpan<float> samples)
    {
        var length = _historyLength + samples.Length;
        if (_window.Length < length) Array.Resize(ref _window, length);
        samples.CopyTo(_window.AsSpan(_historyLength));
        _filled = length;

        var window = _window.AsSpan(0, _filled);
        _peak = Math.Max(_peak, Highest(samples));
        foreach (var filter in Filters) _peak = Math.Max(_peak, HighestBetween(window, filter));
        window[^_historyLength..].CopyTo(_window);
    }

    /// <summary>The last samples have a wave after them, too.</summary>
    public void Finish() => Hear(new float[_historyLength]);

    private static float Highest(ReadOnlySpan<float> samples)
    {
        var highest = Vector<float>.Zero;
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
        foreach (var vector in vectors) highest = Vector.Max(highest, Vector.Abs(vector));
        return Highest(highest, samples[(vectors.Length * Vector<float>.Count)..]);
    }

    private static float Highest(Vector<float> vector, ReadOnlySpan<float> rest)
    {
        var highest = 0f;
        for (var index = 0; index < Vector<float>.Count; index++) highest = Math.Max(highest, vector[index]);
        foreach (var sample in rest) highest = Math.Max(highest, Math.Abs(sample));
        return highest;
    }

    private float HighestBetween(ReadOnlySpan<float> window, float[] filter)
    {
        var highest = Vector<float>.Zero;
        var last = window.Length - _historyLength;
        var start = 0;
        for (; start + Vector<float>.Count <= last; start += Vector<float>.Count)
        {
            var point = Vector<float>.Zero;
            for (var tap = 0; tap < TapsPerPoint; tap++) point += new Vector<float>(window[(start + (tap * channels))..]) * filter[tap];
            highest = Vector.Max(highest, Vector.Abs(point));
        }

        var scalar = Highest(highest, []);
        for (; start < last; start++)
        {
            var point = 0f;
            for (var tap = 0; tap < TapsPerPoint; tap++) point += window[start + (tap * channels)] * filter[tap];
            scalar = Math.Max(scalar, Math.Abs(point));
        }

        return scalar;
    }

    /// <summary>The point that lies this many quarters after the middle of the taps.</summary>
    private static float[] Filter(int quarter)
    {
        var taps = new float[TapsPerPoint];
        for (var tap = 0; tap < TapsPerPoint; tap++)
        {
            var distance = tap - ((TapsPerPoint / 2) - 1) - (quarter / (double)Points);
            var window = 0.5 * (1 + Math.Cos(Math.PI * distance / (TapsPerPoint / 2.0)));
            taps[tap] = (float)(Math.Sin(Math.PI * distance) / (Math.PI * distance) * window);
        }

        return taps;
    }
}
