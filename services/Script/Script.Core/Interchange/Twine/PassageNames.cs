using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Names a chapter's passage: its title where that is a good name in every tool, else its id.</summary>
internal static class PassageNames
{
    private const int LongestName = 120;

    public static Dictionary<string, string> Of(JsonObject chapters)
    {
        var taken = chapters.Select(chapter => chapter.Key).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, chapter) in chapters)
        {
            if (chapter.TextOf("title") is { } title && IsGood(title) && (title == id || taken.Add(title)))
                names[id] = title;
            else
                names[id] = SpecialPassages.IsReserved(id) ? Unreserved(id, taken) : id;
        }

        return names;
    }

    private static string Unreserved(string id, HashSet<string> taken)
    {
        var name = $"{id} (chapter)";
        while (!taken.Add(name))
            name += "'";
        return name;
    }

    private static bool IsGood(string title) =>
        title.Length is > 0 and <= LongestName
        && title.Trim() == title
        && !title.AsSpan().ContainsAny("[]{}|<>\\&$\"\n\r\t")
        && !title.Contains("->", StringComparison.Ordinal)
        && !title.Any(char.IsControl)
        && !SpecialPassages.IsReserved(title);
}
