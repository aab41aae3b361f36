using System.Text;

namespace YotoSmartStream.AudioFiles;

/// <summary>What people named, as the last part of a URL: plain letters and digits, so that no player stumbles over it.</summary>
public static class UrlNames
{
    private const int MaxLength = 60;

    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character)) plain.Append(character);
            else if (plain.Length > 0 && plain[^1] != '-') plain.Append('-');
        }

        var name = plain.ToString(0, Math.Min(plain.Length, MaxLength)).Trim('-');
        return name.Length > 0 ? name : "audio";
    }
}
