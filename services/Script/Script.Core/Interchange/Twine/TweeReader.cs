using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Reads Twee 3 (specification 3.0.2), and Twee 1 and 2, whose headers it knows.</summary>
internal static partial class TweeReader
{
    public static TwineStory Read(string text, LossReport losses) =>
        TwineStoryAssembly.Assemble(title: null, startName: null, new JsonObject(), ReadPassages(text, losses), losses);

    private static List<TwinePassage> ReadPassages(string text, LossReport losses)
    {
        var passages = new List<TwinePassage>();
        var (lineNumber, header, headerLine, contentStart) = (0, "", 0, 0);
        for (var position = 0; position < text.Length;)
        {
            lineNumber++;
            var end = text.IndexOf('\n', position) is >= 0 and var found ? found : text.Length;
            var line = text.AsSpan(position, end - position);
            if (line.StartsWith("::", StringComparison.Ordinal))
            {
                Close(position);
                (header, headerLine, contentStart) = (line.ToString(), lineNumber, Math.Min(end + 1, text.Length));
            }

            position = end + 1;
        }

        Close(text.Length);
        return passages;

        void Close(int contentEnd)
        {
            var content = text[contentStart..Math.Max(contentStart, contentEnd)];
            if (headerLine > 0)
                passages.Add(ReadPassage(header, headerLine, content, losses));
            else if (!string.IsNullOrWhiteSpace(content))
                losses.Lost(LossCodes.OutsidePassages, "What stands before the first passage belongs to none.");
        }
    }

    private static TwinePassage ReadPassage(string header, int line, string content, LossReport losses)
    {
        var (name, tags, metadata, complaint) = TweeHeader.Read(header);
        var passage = new TwinePassage(name, EscapedColon.Replace(content, "$1").TrimEnd(), tags, metadata.TextOf("position"), metadata.TextOf("size"), line);
        if (complaint is not null)
            losses.Lost(LossCodes.Header, complaint, passage);
        return passage;
    }

    /// <summary>A line of text that begins with <c>::</c> is written <c>\::</c>; more backslashes stand for one less.</summary>
    [GeneratedRegex(@"^\\(\\*:)", RegexOptions.Multiline)]
    private static partial Regex EscapedColon { get; }
}
