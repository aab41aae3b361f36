using System.Text;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Links in double brackets: <c>[[target]]</c>, <c>[[label->target]]</c>, <c>[[target&lt;-label]]</c>, <c>[[label|target]]</c>, each with a setter or without.</summary>
internal static class PassageLinks
{
    private static readonly Regex Address = PassageReader.Pattern(@"^(?:\w+:///?\w|(?:mailto|tel|javascript|data):)");

    public static bool IsExternal(string target) => Address.IsMatch(target);

    /// <param name="text">A passage without macros.</param>
    /// <param name="plain">Takes markup out of a label.</param>
    /// <param name="rest">The text with labels in the place of links; lines of nothing but links are gone.</param>
    /// <param name="setters">How many links set something.</param>
    public static IReadOnlyList<PassageLink> Take(string text, Func<string, string> plain, out string rest, out int setters)
    {
        var links = new List<PassageLink>();
        var remaining = new StringBuilder(text.Length);
        setters = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            setters += TakeLine(line.ToString(), plain, links, remaining);
        rest = remaining.ToString();
        return links;
    }

    private static int TakeLine(string line, Func<string, string> plain, List<PassageLink> links, StringBuilder remaining)
    {
        var (spoken, between, from, searched, setters) = (new StringBuilder(), new StringBuilder(), 0, 0, 0);
        while (line.IndexOf("]]", searched, StringComparison.Ordinal) is >= 0 and var end)
        {
            var start = line.LastIndexOf("[[", end, end - searched + 1, StringComparison.Ordinal);   // The innermost: hooks may touch links.
            searched = end + 2;
            if (start < 0)
                continue;
            var link = Parse(line[(start + 2)..end], plain, out var hasSetter);
            setters += hasSetter ? 1 : 0;
            links.Add(link);
            spoken.Append(line, from, start - from).Append(link.Words);
            between.Append(line, from, start - from);
            from = searched;
        }

        spoken.Append(line, from, line.Length - from);
        between.Append(line, from, line.Length - from);
        if (from == 0 || plain(between.ToString()).Any(char.IsLetter))
            remaining.Append(spoken).Append('\n');
        return setters;
    }

    /// <summary>Twine's own rule: the rightmost <c>-></c>, else the leftmost <c>&lt;-</c>, else the rightmost <c>|</c> divides.</summary>
    private static PassageLink Parse(string inner, Func<string, string> plain, out bool hasSetter)
    {
        var setter = inner.IndexOf("][", StringComparison.Ordinal);
        hasSetter = setter >= 0 && inner.Length > setter + 2;
        if (setter >= 0)
            inner = inner[..setter];

        var (label, target) = Divide(inner);
        (label, target) = (plain(label).Trim(), target.Trim());
        if (target.Length == 0)
            return new PassageLink(label, Target: null);
        return new PassageLink(PlainText.Shorten(label, InterchangeLimits.LabelLength), target);
    }

    private static (string Label, string Target) Divide(string inner)
    {
        if (inner.LastIndexOf("->", StringComparison.Ordinal) is >= 0 and var right)
            return (inner[..right], inner[(right + 2)..]);
        if (inner.IndexOf("<-", StringComparison.Ordinal) is >= 0 and var left)
            return (inner[(left + 2)..], inner[..left]);
        return inner.LastIndexOf('|') is >= 0 and var bar ? (inner[..bar], inner[(bar + 1)..]) : ("", inner);
    }
}
