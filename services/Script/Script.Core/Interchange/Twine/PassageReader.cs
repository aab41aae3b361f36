using System.Net;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>
/// Reads a passage in the language of its story format: what is spoken, and where it leads. What only a web page could do is left out and
/// said. Every pattern runs in time linear in the text, whatever the text is.
/// </summary>
internal sealed class PassageReader(TwinePassage passage, PassageMarkup markup, LossReport losses)
{
    private static readonly Regex HtmlComment = Pattern(@"<!--[\s\S]*?-->");
    private static readonly Regex SlashStarComment = Pattern(@"/\*[\s\S]*?\*/");
    private static readonly Regex SlashPercentComment = Pattern("/%[\\s\\S]*?%/");
    private static readonly Regex ScriptElement = Pattern(@"<script\b[\s\S]*?</script\s*>");
    private static readonly Regex StyleElement = Pattern(@"<style\b[\s\S]*?</style\s*>");
    private static readonly Regex ScriptMacro = Pattern(@"<<script\b[\s\S]*?<</script>>");
    private static readonly Regex AudioElement = Pattern(@"<(?:audio|source)\b[^<>]*>");
    private static readonly Regex ImageElement = Pattern(@"<(?:img|svg|video|canvas|picture)\b[^<>]*>");
    private static readonly Regex LineBreak = Pattern(@"<br\b[^<>]*>|</p\s*>|</div\s*>|</li\s*>");
    private static readonly Regex Element = Pattern(@"</?[a-z][^<>]*>");
    private static readonly Regex Variable = Pattern(@"[$][a-z_]\w*");
    private static readonly Regex BlankLines = Pattern(@"\n[ \t\n]*\n");

    private string _text = passage.Text;
    private string? _audio;

    public PassageContent Read()
    {
        DropComments();
        if (markup == PassageMarkup.Chapbook)
            _text = ChapbookText.Plain(_text, name => losses.Lost(LossCodes.Macro, $"Chapbook's {name} is not run.", passage));
        DropCode();
        _text = LinkMacros.ToLinks(_text, out var images);
        var jump = LinkMacros.FindGoto(_text);
        var macros = new SortedSet<string>(StringComparer.Ordinal);
        _text = Macros.Drop(_text, markup, macros);
        ReadAudio();
        if (images + ImageElement.Count(_text) > 0)
            losses.Lost(LossCodes.Image, "Pictures are not shown.", passage);
        var links = PassageLinks.Take(_text, Plain, out var rest, out var setters);
        if (setters > 0)
            losses.Lost(LossCodes.Setter, "What a link sets when it is taken is not set.", passage);
        if (links.Count > 0)
            jump = null;   // With other ways out it is a decision, and decisions are not run.
        if (jump is not null)
            macros.ExceptWith(LinkMacros.GotoNames);
        ReportMacros(macros);
        return new PassageContent(Tidy(rest), links, _audio, jump);
    }

    internal static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private void DropComments()
    {
        _text = HtmlComment.Replace(_text, "");
        if (!markup.HasSlashComments())
            return;
        _text = SlashPercentComment.Replace(SlashStarComment.Replace(_text, ""), "");
    }

    private void DropCode()
    {
        var before = _text.Length;
        _text = ScriptMacro.Replace(ScriptElement.Replace(_text, ""), "");
        if (_text.Length < before)
            losses.Lost(LossCodes.Script, "Scripts are not run.", passage);
        _text = StyleElement.Replace(_text, "");
    }

    private void ReportMacros(SortedSet<string> names)
    {
        if (names.Count > 0)
            losses.Lost(LossCodes.Macro, $"These macros are not run: {string.Join(", ", names.Take(12))}{(names.Count > 12 ? ", …" : "")}. What they print or decide stays as text.", passage);
        var variables = Variable.Matches(_text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Take(12).ToList();
        if (variables.Count > 0)
            losses.Lost(LossCodes.Variable, $"These variables are not filled in: {string.Join(", ", variables.Select(LossReport.Shown))}.", passage);
    }

    private void ReadAudio()
    {
        foreach (Match element in AudioElement.Matches(_text))
        {
            var tags = new HtmlTags(element.Value);
            if (_audio is not null || !tags.MoveNext() || tags.Attribute("src") is not { Length: > 0 } source)
                continue;
            _audio = PassageLinks.IsExternal(source) ? LastSegment(source) : source;
            if (_audio != source)
                losses.Changed(LossCodes.Audio, "Audio is not fetched from elsewhere: upload it under the name of its file.", passage);
        }
    }

    private static string? LastSegment(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return null;
        return Uri.UnescapeDataString(uri.Segments[^1]) is { Length: > 0 } name && name != "/" ? name : null;
    }

    private string Tidy(string text)
    {
        if (markup.HasRoundMacros())
            text = text.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);   // What is left of hooks.
        var lines = Plain(LineBreak.Replace(text, "\n")).Split('\n').Select(line => line.TrimEnd());
        return BlankLines.Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    private static string Plain(string text) => WebUtility.HtmlDecode(Element.Replace(text, ""));
}
