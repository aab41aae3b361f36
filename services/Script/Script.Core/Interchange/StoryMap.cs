using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange;

/// <summary>Draws a story as a Mermaid flow chart, which many editors and wikis show as a picture.</summary>
internal sealed class StoryMap
{
    private const int LongestText = 60;

    private readonly StringBuilder _map = new("flowchart TD\n");
    private readonly Dictionary<string, string> _nodes = new(StringComparer.Ordinal);

    public static string Draw(JsonObject story)
    {
        var map = new StoryMap();
        var chapters = story["chapters"] as JsonObject ?? [];
        foreach (var (id, chapter) in chapters)
            map.Name($"chapter {id}", $"[\"{Safe(chapter.TextOf("title") ?? id)}\"]");
        map._map.Append($"  start((\" \")) --> {map.Chapter(story["start"]?.ToString() ?? "1")}\n");
        foreach (var (id, chapter) in chapters)
            map.DrawWays(map.Chapter(id), chapter as JsonObject ?? []);
        return map._map.ToString();
    }

    private void DrawWays(string from, JsonObject chapter)
    {
        foreach (var (choice, options) in chapter["choices"] as JsonObject ?? [])
        {
            foreach (var option in (options as JsonArray)?.ToList() ?? [options])
                DrawNext(from, option.TextOf("label") is { Length: > 0 } label ? $"{choice}: {label}" : choice, (option as JsonObject)?["next_chapter"]);
        }

        DrawNext(from, "end", chapter["next_chapter"]);
        if (chapter.TextOf("ending") is { } ending)
            Draw(from, "end", Ending(ending));
    }

    private void DrawNext(string from, string way, JsonNode? next)
    {
        switch (next)
        {
            case JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number:
                Draw(from, way, Chapter(value.ToString()));
                break;
            case JsonObject form when (form["first"] ?? form["pick"]) is JsonArray items:
                foreach (var item in items)
                    DrawNext(from, (item as JsonObject)?["when"] is { } when ? $"{way}, {when}" : way, (item as JsonObject)?["to"]);
                DrawNext(from, $"{way}, else", form["else"]);
                break;
            case JsonObject form when form["call"] is { } call:
                DrawNext(from, $"{way}, call", call);
                DrawNext(from, $"{way}, then", form["then"]);
                break;
            case JsonObject form when form.TextOf("ending") is { } ending:
                Draw(from, way, Ending(ending));
                break;
            case JsonObject form when form.TextOf("do") is { } action:
                Draw(from, way, Name($"do {action}", $"{{{{\"{Safe(action)}\"}}}}"));
                break;
        }
    }

    private void Draw(string from, string way, string to) => _map.Append($"  {from} -->|\"{Safe(way)}\"| {to}\n");

    private string Chapter(string id) => Name($"chapter {id}", $"[\"{Safe(id)}?\"]");

    private string Ending(string id) => Name($"ending {id}", $"([\"{Safe(id)}\"])");

    private string Name(string what, string shape)
    {
        if (_nodes.TryGetValue(what, out var name))
            return name;
        name = _nodes[what] = $"n{_nodes.Count}";
        _map.Append($"  {name}{shape}\n");
        return name;
    }

    /// <summary>Letters that a chart's syntax gives a meaning become entities.</summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var rune in PlainText.Shorten(text, LongestText).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or ':' or '-' or '_' or '/' or '?' or '!' or '…')
                safe.Append(rune.ToString());
            else
                safe.Append('#').Append(rune.Value).Append(';');
        }

        return safe.ToString();
    }
}
