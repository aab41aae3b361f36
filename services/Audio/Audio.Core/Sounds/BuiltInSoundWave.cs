using System.Buffers.Binary;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles;

/// <summary>
/// The sounds that every story can use, drawn as WAV: soft bells, one after the other, and quiet until five seconds are full, so that
/// the server has time to answer before the player runs on.
/// </summary>
public static class BuiltInSoundWave
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    private const int SampleRate = 44_100;
    private const double NoteEverySeconds = 0.17;
    private const double Loudness = 0.16;
    private const double C5 = 523.25, E5 = 659.26, G5 = 783.99, C6 = 1046.50;

    public static byte[] Draw(string name) => name switch
    {
        BuiltInSounds.LeftBridge => Wave(C5, E5, G5, C6),
        BuiltInSounds.RightBridge => Wave(C6, G5, E5, C5),
        BuiltInSounds.Silence => Wave(),
        _ => throw new ArgumentException($"There is no built-in sound '{name}'.", nameof(name)),
    };

    private static byte[] Wave(params ReadOnlySpan<double> notes)
    {
        var samples = new double[(int)(SampleRate * Duration.TotalSeconds)];
        for (var note = 0; note < notes.Length; note++) Ring(samples.AsSpan((int)(note * NoteEverySeconds * SampleRate)), notes[note]);
        return WithHeader(samples);
    }

    /// <summary>A bell: a soft beginning, overtones that fade sooner than the tone, silence in the end.</summary>
    private static void Ring(Span<double> samples, double frequency)
    {
        for (var index = 0; index < samples.Length; index++)
        {
            var seconds = index / (double)SampleRate;
            var attack = Math.Min(1, seconds / 0.012);
            samples[index] += Loudness * attack * (
                (Math.Exp(-seconds * 3.2) * Math.Sin(Math.Tau * frequency * seconds))
                + (0.3 * Math.Exp(-seconds * 6) * Math.Sin(Math.Tau * 2 * frequency * seconds))
                + (0.1 * Math.Exp(-seconds * 10) * Math.Sin(Math.Tau * 3.01 * frequency * seconds)));
        }
    }

    private static byte[] WithHeader(ReadOnlySpan<double> samples)
    {
        const int headerBytes = 44, bytesPerSample = 2;
        var wave = new byte[headerBytes + (samples.Length * bytesPerSample)];
        var header = wave.AsSpan(0, headerBytes);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], wave.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);                                  // PCM
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);                                  // mono
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], SampleRate * bytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], bytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8 * bytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], wave.Length - headerBytes);
        for (var index = 0; index < samples.Length; index++)
            BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(headerBytes + (index * bytesPerSample)), (short)(samples[index] * short.MaxValue));
        return wave;
    }
}
