using System.Net;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>
/// Walks once, from front to back, over the tags of a page that may be broken in any way. Comments and the content of scripts and styles
/// are stepped over as a browser would, so that a story quoted in a script is none.
/// </summary>
internal sealed class HtmlTags(string html)
{
    private static readonly string[] RawTextElements = ["script", "style", "textarea", "title"];

    private readonly Dictionary<string, string> _attributes = new(StringComparer.OrdinalIgnoreCase);
    private int _position;

    /// <summary>In small letters, with a slash in front if it closes.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Of the tag just passed.</summary>
    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    /// <returns>False at the end of the page.</returns>
    public bool MoveNext()
    {
        if (RawTextElements.Contains(Name))
            _position = IndexOf("</" + Name, _position);
        while (true)
        {
            var start = _position < html.Length ? html.IndexOf('<', _position) : -1;
            if (start < 0 || start + 1 >= html.Length)
                return false;
            _position = start + 1;
            if (html.AsSpan(_position).StartsWith("!--", StringComparison.Ordinal))
                _position = IndexOf("-->", _position + 3);
            else if (char.IsAsciiLetter(html[_position]) || (html[_position] == '/' && _position + 1 < html.Length && char.IsAsciiLetter(html[_position + 1])))
                break;
        }

        return ReadTag();
    }

    /// <summary>The text from here to one of these tags, which is not passed; the rest of the page if none comes.</summary>
    public string TextUntil(params ReadOnlySpan<string> tags)
    {
        var start = _position;
        for (var position = start; ; position++)
        {
            position = html.IndexOf('<', position);
            if (position < 0)
            {
                _position = html.Length;
                break;
            }

            if (StartsWithAny(html.AsSpan(position + 1), tags))
            {
                _position = position;
                break;
            }
        }

        return WebUtility.HtmlDecode(html[start.._position]);
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (text.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <returns>False for a tag that the page ends in: as in browsers, it is none.</returns>
    private bool ReadTag()
    {
        _attributes.Clear();
        var start = _position;
        SkipUntil(static character => character is '>' or '/' || char.IsWhiteSpace(character), from: start + 1);
        Name = html[start.._position].ToLowerInvariant();
        while (_position < html.Length && html[_position] != '>')
        {
            if (char.IsWhiteSpace(html[_position]) || html[_position] == '/')
                _position++;
            else
                ReadAttribute();
        }

        if (_position == html.Length)
            return false;
        _position++;
        return true;
    }

    private void ReadAttribute()
    {
        var start = _position;
        SkipUntil(static character => character is '=' or '>' or '/' || char.IsWhiteSpace(character), from: start + 1);
        var name = html[start.._position];
        SkipWhile(char.IsWhiteSpace);
        if (_position >= html.Length || html[_position] != '=')
        {
            _attributes.TryAdd(name, "");
            return;
        }

        _position++;
        SkipWhile(char.IsWhiteSpace);
        _attributes.TryAdd(name, WebUtility.HtmlDecode(ReadValue()));   // As in browsers, the first of two equal names counts.
    }

    private string ReadValue()
    {
        if (_position < html.Length && html[_position] is '"' or '\'')
        {
            var start = _position + 1;
            var end = html.IndexOf(html[_position], start) is >= 0 and var found ? found : html.Length;
            _position = Math.Min(end + 1, html.Length);
            return html[start..end];
        }

        var first = _position;
        SkipUntil(static character => character == '>' || char.IsWhiteSpace(character), from: first);
        return html[first.._position];
    }

    private void SkipUntil(Func<char, bool> isEnd, int from)
    {
        _position = Math.Min(from, html.Length);
        while (_position < html.Length && !isEnd(html[_position]))
            _position++;
    }

    private void SkipWhile(Func<char, bool> isMore)
    {
        while (_position < html.Length && isMore(html[_position]))
            _position++;
    }

    private int IndexOf(string text, int from) =>
        html.IndexOf(text, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var found ? found : html.Length;
}
