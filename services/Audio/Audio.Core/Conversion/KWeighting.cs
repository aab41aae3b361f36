namespace YotoSmartStream.AudioFiles;

/// <summary>The weighting of BS.1770: a shelf for the head, then a high pass for the ear. Its formulas hold for every sample rate.</summary>
internal sealed class KWeighting
{
    private readonly double _shelfB0, _shelfB1, _shelfB2, _shelfA1, _shelfA2;
    private readonly double _passA1, _passA2;
    private double _shelf1, _shelf2, _pass1, _pass2;

    public KWeighting(int sampleRate)
    {
        const double shelfHz = 1681.974450955533, shelfGainDb = 3.999843853973347, shelfQ = 0.7071752369554196;
        const double passHz = 38.13547087602444, passQ = 0.5003270373238773;

        var k = Math.Tan(Math.PI * shelfHz / sampleRate);
        var high = Math.Pow(10, shelfGainDb / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var a0 = 1 + (k / shelfQ) + (k * k);
        (_shelfB0, _shelfB1, _shelfB2) = ((high + (band * k / shelfQ) + (k * k)) / a0, 2 * ((k * k) - high) / a0, (high - (band * k / shelfQ) + (k * k)) / a0);
        (_shelfA1, _shelfA2) = (2 * ((k * k) - 1) / a0, (1 - (k / shelfQ) + (k * k)) / a0);

        k = Math.Tan(Math.PI * passHz / sampleRate);
        a0 = 1 + (k / passQ) + (k * k);
        (_passA1, _passA2) = (2 * ((k * k) - 1) / a0, (1 - (k / passQ) + (k * k)) / a0);
    }

    /// <summary>The sum of the squares of one channel after weighting.</summary>
    public double Energy(ReadOnlySpan<float> samples, int first, int stride)
    {
        var energy = 0.0;
        var (shelf1, shelf2, pass1, pass2) = (_shelf1, _shelf2, _pass1, _pass2);
        for (var index = first; index < samples.Length; index += stride)
        {
            var sample = samples[index];
            var shelf0 = sample - (_shelfA1 * shelf1) - (_shelfA2 * shelf2);
            var shelved = (_shelfB0 * shelf0) + (_shelfB1 * shelf1) + (_shelfB2 * shelf2);
            (shelf2, shelf1) = (shelf1, shelf0);

            var pass0 = shelved - (_passA1 * pass1) - (_passA2 * pass2);
            var weighted = pass0 - (2 * pass1) + pass2;
            (pass2, pass1) = (pass1, pass0);
            energy += weighted * weighted;
        }

        (_shelf1, _shelf2, _pass1, _pass2) = (NotDenormal(shelf1), NotDenormal(shelf2), NotDenormal(pass1), NotDenormal(pass2));
        return energy;
    }

    /// <summary>In a long silence the state fades towards numbers so small that processors stumble over them.</summary>
    private static double NotDenormal(double state) => Math.Abs(state) < 1e-15 ? 0 : state;
}
