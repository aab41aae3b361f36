using System.Globalization;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>What files are called that were made of others: they sort as they follow each other, and tell where they come from.</summary>
internal static class PartNames
{
    private const string Extension = ".mp3";
    private const int MaxStemLength = 100;

    public static AudioFileName OfPart(AudioFileName whole, int number, int count, string title)
    {
        var digits = Math.Max(2, count.ToString(CultureInfo.InvariantCulture).Length);
        return Of($"{Stem(whole)} {number.ToString($"D{digits}", CultureInfo.InvariantCulture)} {title}");
    }

    public static AudioFileName OfTrimmed(AudioFileName whole) => Of($"{Stem(whole)} trimmed");

    public static AudioFileName OfJoined(AudioFileName first, int count) => Of($"{Stem(first)} and {count - 1} more");

    public static string Stem(AudioFileName name)
    {
        var stem = Path.GetFileNameWithoutExtension(name.Value);
        if (stem.Length == 0) stem = name.Value;
        return stem.Length <= MaxStemLength ? stem : stem[..MaxStemLength];
    }

    private static AudioFileName Of(string text)
    {
        var line = text.Replace('/', ' ').Replace('\\', ' ').Trim();
        if (line.Length > AudioFileName.MaxLength - Extension.Length) line = line[..(AudioFileName.MaxLength - Extension.Length)];
        return AudioFileName.Parse(line + Extension).Value;
    }
}
