using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Writes a chapter as a passage that every story format of Twine shows alike: its text, and its three slots as links.</summary>
internal static class PassageWriter
{
    public static string Write(JsonObject chapter, string id, Func<string, string> nameOf)
    {
        var parts = new List<string>();
        if (chapter.TextOf("audio_file_id") is { Length: > 0 } audio && audio != Choices.RecordingOf(id))
            parts.Add($"<audio src=\"{WebUtility.HtmlEncode(audio)}\"></audio>");
        if (chapter.TextOf("description") is { Length: > 0 } text)
            parts.Add(Escape(text));
        if (Links(chapter, nameOf) is { Length: > 0 } links)
            parts.Add(links);
        return AsText(string.Join("\n\n", parts));
    }

    /// <summary>As the importer reads it back: every kind of line end is one, and no control character passes.</summary>
    private static string AsText(string text) => PlainText.Clean(text.ReplaceLineEndings("\n"));

    private static string Links(JsonObject chapter, Func<string, string> nameOf)
    {
        var links = Choices.Slots.Select(slot => Link(Choices.OptionOf(chapter, slot), nameOf)).ToList();
        while (links.Count > 0 && links[^1] is null)
            links.RemoveAt(links.Count - 1);
        return string.Join('\n', links.Select(link => link ?? "[[]]"));
    }

    private static string? Link(JsonObject? option, Func<string, string> nameOf)
    {
        if (Choices.TargetOf(option?["next_chapter"]) is not { Length: > 0 } target)
            return null;
        var name = nameOf(target);
        return option.TextOf("label") is { } label && CanLabel(label) ? $"[[{label}->{name}]]" : $"[[{name}]]";
    }

    /// <summary>Another label stands in the details only: in a link it would be read as something else.</summary>
    private static bool CanLabel(string label) =>
        label.Length is > 0 and <= InterchangeLimits.LabelLength && !label.AsSpan().ContainsAny("[]{}|<>&$\n") && label.Trim() == label && !label.Contains("->", StringComparison.Ordinal);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '&' or '<' or '>' or '[' or ']' or '{' or '(' && NeedsEscape(text, character))
                escaped.Append("&#").Append((int)character).Append(';');
            else
                escaped.Append(character);
        }

        return escaped.ToString().Replace("/*", "&#47;*", StringComparison.Ordinal).Replace("/%", "&#47;%", StringComparison.Ordinal);
    }

    /// <summary>A parenthesis opens a macro only where a name and a colon may follow.</summary>
    private static bool NeedsEscape(string text, char character) => character != '(' || text.Contains(':', StringComparison.Ordinal);
}
