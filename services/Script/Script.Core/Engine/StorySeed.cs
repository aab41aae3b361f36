using System.Text;

namespace YotoSmartStream.Stories.Engine;

/// <summary>FNV-1a, 64 bits, of UTF-8 text (R3).</summary>
internal static class StorySeed
{
    public static ulong Of(string text)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * 0x100000001b3UL;
        return hash;
    }
}
