using System.Text;

namespace YotoSmartStream.Stories.Interchange;

/// <summary>Text of a stranger, made safe to keep.</summary>
internal static class PlainText
{
    /// <summary>Without halves of surrogate pairs, which entities can write and JSON cannot, and without control characters.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(character => char.IsSurrogate(character) || (char.IsControl(character) && character is not ('\n' or '\t'))))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())   // Halves come out as U+FFFD.
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>At most so many characters, the last an ellipsis if some were cut.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }
}
