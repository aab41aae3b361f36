using System.Text;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange;

/// <summary>What is to be spoken, one row a recording, as CSV (RFC 4180) for whoever stands at the microphone.</summary>
internal static class RecordingSheet
{
    private static readonly string[] Header = ["chapter", "title", "audio_file", "language", "when", "text", "left", "right"];

    public static string Write(JsonObject story)
    {
        var sheet = new StringBuilder();
        Append(sheet, Header);
        foreach (var (id, node) in story["chapters"] as JsonObject ?? [])
        {
            if (node is not JsonObject chapter)
                continue;
            foreach (var (file, language, when) in Recordings(chapter["audio_file_id"]))
                Append(sheet, [id, chapter.TextOf("title"), file, language, when, chapter.TextOf("description"), LabelOf(chapter, "left"), LabelOf(chapter, "right")]);
        }

        return sheet.ToString();
    }

    private static IEnumerable<(string File, string? Language, string? When)> Recordings(JsonNode? audio) => audio switch
    {
        JsonObject byLanguage => byLanguage.Where(entry => entry.Value.AsText() is not null).Select(entry => (entry.Value.AsText()!, (string?)entry.Key, (string?)null)),
        JsonArray variants => variants.Where(variant => variant.TextOf("file") is not null)
            .Select(variant => (variant.TextOf("file")!, variant.TextOf("lang"), (variant as JsonObject)?["when"]?.ToString())),
        _ => audio.AsText() is { Length: > 0 } file ? [(file, null, null)] : [],
    };

    private static string LabelOf(JsonObject chapter, string choice)
    {
        var options = (chapter["choices"] as JsonObject)?[choice];
        return string.Join(" / ", (options as JsonArray ?? [options?.DeepClone()]).Select(option => option.TextOf("label")).OfType<string>());
    }

    private static void Append(StringBuilder sheet, IEnumerable<string?> cells) => sheet.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    /// <summary>A spreadsheet takes a cell that begins like a formula for one; an apostrophe in front says that it is text.</summary>
    private static string Quote(string? cell)
    {
        var text = cell ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
