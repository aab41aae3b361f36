using System.Text;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Takes the macros out of a text and leaves what stands between them.</summary>
internal static class Macros
{
    private static readonly Regex Angled = PassageReader.Pattern(@"<<[\s\S]*?>>");
    private static readonly Regex Template = PassageReader.Pattern(@"<%[\s\S]*?%>");

    public static string Drop(string text, PassageMarkup markup, ISet<string> names)
    {
        text = Template.Replace(text, _ => Named("<% %>", names));
        text = Angled.Replace(text, match => Named(NameOf(match.ValueSpan[2..^2].TrimStart('/')), names));
        return markup.HasRoundMacros() ? DropRound(text, names) : text;
    }

    private static string Named(string name, ISet<string> names)
    {
        names.Add(name);
        return "";
    }

    private static string NameOf(ReadOnlySpan<char> macro)
    {
        var length = macro.IndexOfAnyExcept(NameCharacters) is >= 0 and var end ? end : macro.Length;
        return length == 0 ? "<< >>" : macro[..Math.Min(length, 40)].ToString();
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>Harlowe's <c>(name: …)</c>, which nest: the outermost closed ones go, in one pass over the text.</summary>
    private static string DropRound(string text, ISet<string> names)
    {
        var open = new Stack<(int Start, string? Name)>();
        var closed = new List<(int Start, int End)>();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '(')
            {
                open.Push((index, RoundNameAt(text, index)));
            }
            else if (text[index] == ')' && open.TryPop(out var macro) && macro.Name is { } name)
            {
                names.Add(name);
                while (closed.Count > 0 && closed[^1].Start > macro.Start)
                    closed.RemoveAt(closed.Count - 1);
                closed.Add((macro.Start, index + 1));
            }
        }

        if (closed.Count == 0)
            return text;
        var (rest, from) = (new StringBuilder(text.Length), 0);
        foreach (var (start, end) in closed)
        {
            rest.Append(text, from, start - from);
            from = end;
        }

        return rest.Append(text, from, text.Length - from).ToString();
    }

    private static string? RoundNameAt(string text, int parenthesis)
    {
        const int LongestName = 40;
        var after = text.AsSpan(parenthesis + 1, Math.Min(LongestName, text.Length - parenthesis - 1));
        var length = after.IndexOfAnyExcept(NameCharacters);
        return length > 0 && after[length] == ':' && char.IsAsciiLetter(after[0]) ? after[..length].ToString().ToLowerInvariant() : null;
    }
}
