using System.Runtime.InteropServices;
using YotoSmartStream.Contracts.Audio;

namespace YotoSmartStream.AudioFiles.Tests.Core;

public sealed class DrawingBuiltInSounds
{
    private const int SampleRate = 44_100;

    [Theory]
    [InlineData(BuiltInSounds.LeftBridge)]
    [InlineData(BuiltInSounds.RightBridge)]
    [InlineData(BuiltInSounds.Silence)]
    public void Each_lasts_five_seconds_and_is_quiet_at_its_end(string name)
    {
        var samples = Samples(name);

        Assert.Equal(5 * SampleRate, samples.Length);
        Assert.True(Loudest(samples[(4 * SampleRate)..]) < 0.005);
    }

    [Fact]
    public void Bridges_are_heard_without_hurting_and_silence_is_silent()
    {
        Assert.InRange(Loudest(Samples(BuiltInSounds.LeftBridge)), 0.1, 0.7);
        Assert.InRange(Loudest(Samples(BuiltInSounds.RightBridge)), 0.1, 0.7);
        Assert.Equal(0, Loudest(Samples(BuiltInSounds.Silence)));
    }

    [Fact]
    public void Left_rises_and_right_falls()
    {
        Assert.True(FirstPitch(BuiltInSounds.LeftBridge) < FirstPitch(BuiltInSounds.RightBridge));
    }

    /// <summary>Zero crossings of the first note alone.</summary>
    private static int FirstPitch(string name)
    {
        var samples = Samples(name)[..(SampleRate / 10)];
        return samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 != pair.Second < 0);
    }

    private static double Loudest(short[] samples) => samples.Max(sample => Math.Abs(sample / (double)short.MaxValue));

    private static short[] Samples(string name) => MemoryMarshal.Cast<byte, short>(BuiltInSoundWave.Draw(name).AsSpan(44)).ToArray();
}
