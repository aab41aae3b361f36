using System.Security.Cryptography;
using System.Text;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>What <c>StoryData</c> says of a story that never was in Twine; an import does not keep what the next export says anyway.</summary>
internal static class TwineDefaults
{
    public const string Format = "Harlowe";
    private const string FormatVersion = "3.3.9";

    public static IEnumerable<(string Field, string Value)> Of(string cardId) =>
        [("ifid", Ifid(cardId)), ("format", Format), ("format-version", FormatVersion)];

    /// <summary>A version 4 UUID in capitals, as Twine wants it; the same for every export of a card.</summary>
    private static string Ifid(string cardId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"yoto-smart-stream/{cardId}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D").ToUpperInvariant();
    }
}
