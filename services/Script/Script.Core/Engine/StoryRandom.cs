using System.Text;

namespace YotoSmartStream.Stories.Engine;

/// <summary>Chance that can be repeated: SplitMix64 (R1).</summary>
internal static class StoryRandom
{
    /// <summary>A number from 0 to below <paramref name="count"/>; always takes exactly one number (R2).</summary>
    public static int Draw(ref ulong state, int count) => (int)(((Next(ref state) >> 32) * (ulong)count) >> 32);

    /// <summary>FNV-1a, 64 bits, of UTF-8 text (R3).</summary>
    public static ulong SeedOf(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 0x100000001b3UL;
        return hash;
    }

    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
