using System.Text;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>The line that begins a passage: <c>:: name [tags] {metadata}</c>, a backslash before what is meant literally.</summary>
internal static class TweeHeader
{
    private const string Metacharacters = "\\[]{}";

    public static (string Name, IReadOnlyList<string> Tags, JsonObject? Metadata, string? Complaint) Read(string line)
    {
        var text = line.AsSpan(2).Trim();
        var metadata = CutMetadata(ref text, out var complaint);
        var tags = CutTags(ref text);
        return (Unescape(text).Trim(), tags, metadata, complaint);
    }

    public static string Write(string name, IEnumerable<string> tags, JsonObject? metadata)
    {
        var line = new StringBuilder(":: ").Append(Escape(name));
        if (tags.Any())
            line.Append(" [").AppendJoin(' ', tags.Select(Escape)).Append(']');
        if (metadata is { Count: > 0 })
            line.Append(' ').Append(metadata.ToJsonString());
        return line.ToString();
    }

    /// <summary>The last braces of the line. What is in them is metadata even when it is broken, and then it is dropped.</summary>
    private static JsonObject? CutMetadata(ref ReadOnlySpan<char> text, out string? complaint)
    {
        complaint = null;
        if (text.EndsWith(">") && text.LastIndexOf('<') is > 0 and var bracket && CutPosition(ref text, bracket) is { } position)
            return position;
        if (!text.EndsWith("}") || IsEscaped(text, text.Length - 1) || IndexOfOpen(text, '{') is not (>= 0 and var start))
            return null;
        var metadata = StrictJson.ReadObject(text[start..].ToString());
        text = text[..start].TrimEnd();
        if (metadata is null)
            complaint = "The metadata of this passage is not well-formed JSON; it was left out.";
        return metadata;
    }

    /// <summary>Twee 2 wrote <c>&lt;x,y&gt;</c>.</summary>
    private static JsonObject? CutPosition(ref ReadOnlySpan<char> text, int start)
    {
        var position = text[(start + 1)..^1];
        if (position.IsEmpty || position.ContainsAnyExcept("0123456789,.-"))
            return null;
        var metadata = new JsonObject { ["position"] = position.ToString() };
        text = text[..start].TrimEnd();
        return metadata;
    }

    private static IReadOnlyList<string> CutTags(ref ReadOnlySpan<char> text)
    {
        if (!text.EndsWith("]") || IsEscaped(text, text.Length - 1) || IndexOfOpen(text, '[') is not (>= 0 and var start))
            return [];
        var tags = text[(start + 1)..^1].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        text = text[..start];
        return [.. tags.Select(tag => Unescape(tag))];
    }

    private static int IndexOfOpen(ReadOnlySpan<char> text, char bracket)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\')
                index++;
            else if (text[index] == bracket)
                return index;
        }

        return -1;
    }

    private static bool IsEscaped(ReadOnlySpan<char> text, int index)
    {
        var backslashes = 0;
        while (index - backslashes > 0 && text[index - backslashes - 1] == '\\')
            backslashes++;
        return backslashes % 2 == 1;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 1 < text.Length)
                index++;
            plain.Append(text[index]);
        }

        return plain.ToString();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Metacharacters.Contains(character))
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
