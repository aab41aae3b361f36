using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Links that story formats write in other ways than <c>[[label->target]]</c> become just that.</summary>
internal static class LinkMacros
{
    private const string Text = "(?:\"([^\"<>()\n]*)\"|'([^'<>()\n]*)')";

    private static readonly Regex[] LabelAndTarget =
    [
        PassageReader.Pattern($@"\(link-?(?:reveal-?)?go-?to:\s*{Text}\s*,\s*{Text}\s*\)"),                             // Harlowe
        PassageReader.Pattern($@"\((?:link|click|link-repeat|link-reveal):\s*{Text}\s*\)\s*\[\s*\(go-?to:\s*{Text}\s*\)\s*\]"),
        PassageReader.Pattern($@"<<(?:link|button|click)\s+{Text}\s+{Text}\s*>>"),                                      // SugarCube
        PassageReader.Pattern($@"\{{\s*link to:\s*{Text}\s*,\s*label:\s*{Text}\s*\}}"),                                  // Chapbook; the other way round
    ];

    private static readonly Regex OnlyTarget = PassageReader.Pattern($@"\(link-?go-?to:\s*{Text}\s*\)");
    private static readonly Regex AroundLink = PassageReader.Pattern(@"<<(?:link|button|click)\s+(\[\[[^\n]*?\]\])\s*>>");
    private static readonly Regex Anchor = PassageReader.Pattern("<a\\b[^<>]*\\bdata-passage\\s*=\\s*\"([^\"<>]*)\"[^<>]*>([^<>]*)</a\\s*>");
    private static readonly Regex ImageLink = PassageReader.Pattern(@"\[[<>]?img\[[^\[\]\n]*\](?:\[([^\[\]\n]*)\])?(?:\[[^\[\]\n]*\])?\]");
    private static readonly Regex Goto = PassageReader.Pattern($@"\(go-?to:\s*{Text}\s*\)|<<goto\s+{Text}\s*>>|\{{embed passage:\s*{Text}\s*\}}");

    public static IReadOnlyList<string> GotoNames { get; } = ["goto", "go-to"];

    public static string ToLinks(string text, out int images)
    {
        foreach (var (index, pattern) in LabelAndTarget.Index())
            text = pattern.Replace(text, match => index == 3 ? Link(Second(match), First(match)) : Link(First(match), Second(match)));
        text = OnlyTarget.Replace(text, match => $"[[{First(match)}]]");
        text = AroundLink.Replace(text, match => match.Groups[1].Value);
        text = Anchor.Replace(text, match => Link(match.Groups[2].Value, match.Groups[1].Value));
        images = ImageLink.Count(text);
        return ImageLink.Replace(text, match => match.Groups[1].Value is { Length: > 0 } target ? $"[[{target}]]" : "");
    }

    /// <summary>The only jump of a passage that has no other way out; several are a decision, which is lost.</summary>
    public static string? FindGoto(string text)
    {
        var jumps = Goto.Matches(text).Take(2).ToList();
        if (jumps.Count != 1)
            return null;
        return jumps[0].Groups.Values.Skip(1).First(group => group.Success).Value.Trim() is { Length: > 0 } target ? target : null;
    }

    private static string Link(string label, string target) => $"[[{label}->{target}]]";

    private static string First(Match match) => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;

    private static string Second(Match match) => match.Groups[3].Success ? match.Groups[3].Value : match.Groups[4].Value;
}
