using System.Text;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Chapbook's language: variables above a line <c>--</c>, modifiers alone in a line of brackets, inserts in braces.</summary>
internal static class ChapbookText
{
    private static readonly Regex Insert = PassageReader.Pattern(@"\{[a-z_][^{}\n]*\}");
    private static readonly string[] Code = ["javascript", "css", "note", "n.b.", "fixme", "todo"];
    private static readonly string[] Silent = ["continue", "cont'd", "cont", "align left", "align center", "align right", "append"];

    public static string Plain(string text, Action<string> lost)
    {
        text = "\n" + text;
        if (text.IndexOf("\n--\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            lost("variables section");
            text = text[(end + 3)..];
        }

        text = WithoutModifiers(text, lost);
        if (Insert.Matches(text).Any(insert => !insert.Value.StartsWith("{link to:", StringComparison.OrdinalIgnoreCase)))
            lost("inserts in braces");
        return Insert.Replace(text, insert => insert.Value.StartsWith("{link to:", StringComparison.OrdinalIgnoreCase) ? insert.Value : "").TrimStart('\n');
    }

    private static string WithoutModifiers(string text, Action<string> lost)
    {
        var (plain, isCode, names) = (new StringBuilder(text.Length), false, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var line in text.Split('\n'))
        {
            if (ModifierOf(line) is { } modifier)
            {
                isCode = Code.Any(name => modifier.StartsWith(name, StringComparison.OrdinalIgnoreCase));
                if (!Silent.Contains(modifier, StringComparer.OrdinalIgnoreCase))
                    names.Add(LossReport.Shown(modifier));
            }
            else if (!isCode)
            {
                plain.Append(line).Append('\n');
            }
        }

        foreach (var name in names.Take(3))
            lost($"[{name}]");
        return plain.ToString();
    }

    private static string? ModifierOf(string line)
    {
        var text = line.AsSpan().Trim();
        return text.Length > 2 && text[0] == '[' && text[^1] == ']' && !text[1..^1].ContainsAny('[', ']') ? text[1..^1].Trim().ToString() : null;
    }
}
