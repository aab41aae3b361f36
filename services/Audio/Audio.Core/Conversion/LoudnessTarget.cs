namespace YotoSmartStream.AudioFiles;

/// <summary>How loud everything shall be, so that no story is louder or quieter than the one before.</summary>
/// <param name="Lufs">Integrated loudness.</param>
/// <param name="TruePeakDb">No point of the wave goes higher.</param>
public sealed record LoudnessTarget(double Lufs, double TruePeakDb)
{
    /// <summary>Nearer than this nobody hears a difference, and a conformant file stays as it is.</summary>
    public const double ToleranceLu = 1;

    /// <summary>Above this, what is raised is noise.</summary>
    private const double MaxGainDb = 40;

    /// <summary>
    /// One gain for the whole file: what is loud and what is quiet in it stays so. Where the loudest peak would be cut, the peak decides.
    /// </summary>
    public double GainFor(SoundMeasure sound)
    {
        if (sound is not { LoudnessLufs: { } loudness, TruePeakDb: { } peak }) return 0;
        return Math.Min(Math.Min(Lufs - loudness, TruePeakDb - peak), MaxGainDb);
    }

    public bool IsMetBy(SoundMeasure sound) => sound.LoudnessLufs is not { } loudness || Math.Abs(Lufs - loudness) <= ToleranceLu;
}
