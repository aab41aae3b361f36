using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Reads what Twine publishes and archives: Twine 2 HTML (specification 1.0.2), archives of several stories, and Twine 1 HTML.</summary>
internal static class TwineHtmlReader
{
    private const string StoryElement = "tw-storydata";
    private const string PassageElement = "tw-passagedata";

    /// <param name="html">The page.</param>
    /// <param name="wanted">The name of a story in an archive; null for its first.</param>
    /// <param name="losses">Where to say what is not taken.</param>
    public static Result<TwineStory> Read(string html, string? wanted, LossReport losses)
    {
        var tags = new HtmlTags(html);
        var others = new List<string>();
        TwineStory? story = null;
        var twine1 = new List<TwinePassage>();
        while (tags.MoveNext())
        {
            if (tags.Name == StoryElement)
            {
                var name = tags.Attribute("name") ?? "";
                if (story is null && (wanted is null || name == wanted))
                    story = ReadStory(tags, name, losses);
                else
                    others.Add(LossReport.Shown(name));
            }
            else if (tags.Attribute("tiddler") is { } tiddler && tags.Name == "div")
            {
                twine1.Add(ReadTiddler(tags, tiddler));
            }
        }

        if (story is null && others.Count > 0)
            return Error.Invalid("import.no-such-story", $"The archive has no story '{LossReport.Shown(wanted!)}', but {Named(others)}.");
        if (story is not null && others.Count > 0)
            losses.Lost(LossCodes.OtherStories, $"The file has other stories too: {Named(others)}. Name the one to import.");
        story ??= TwineStoryAssembly.Assemble(title: null, startName: null, new JsonObject(), twine1, losses);
        return story;
    }

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(20).Select(name => $"'{name}'")) + (names.Count > 20 ? $" and {names.Count - 20} more" : "");

    private static TwineStory ReadStory(HtmlTags tags, string title, LossReport losses)
    {
        var data = new JsonObject();
        foreach (var field in (string[])["ifid", "format", "format-version", "zoom"])
        {
            if (tags.Attribute(field) is { Length: > 0 } value)
                data[field] = value;
        }

        var (startNode, startName) = (tags.Attribute("startnode"), (string?)null);
        var passages = new List<TwinePassage>();
        var colors = new JsonObject();
        while (tags.MoveNext() && tags.Name is not ("/" + StoryElement))
        {
            switch (tags.Name)
            {
                case PassageElement:
                    if (tags.Attribute("pid") is { Length: > 0 } pid && pid == startNode)
                        startName ??= tags.Attribute("name");
                    passages.Add(ReadPassage(tags));
                    break;
                case "tw-tag":
                    if (tags.Attribute("name") is { Length: > 0 } tag)
                        colors[tag] = tags.Attribute("color") ?? "";
                    break;
                case "script" or "style":
                    ReadCode(tags, losses);
                    break;
            }
        }

        if (colors.Count > 0)
            data["tag-colors"] = colors;
        if (startName is null && startNode is { Length: > 0 })
            losses.Changed(LossCodes.Start, $"The story should start at passage {LossReport.Shown(startNode)}, which does not exist.");
        return TwineStoryAssembly.Assemble(title, startName, data, passages, losses);
    }

    private static TwinePassage ReadPassage(HtmlTags tags) => new(
        (tags.Attribute("name") ?? "").Trim(),
        Tags: Words(tags.Attribute("tags")),
        Position: tags.Attribute("position"),
        Size: tags.Attribute("size"),
        Text: tags.TextUntil("/" + PassageElement, PassageElement, "/" + StoryElement, StoryElement).TrimEnd());

    private static void ReadCode(HtmlTags tags, LossReport losses)
    {
        var isScript = tags.Name == "script";
        if (string.IsNullOrWhiteSpace(tags.TextUntil("/" + tags.Name)))
            return;
        if (isScript)
            losses.Lost(LossCodes.Script, "The story's script is not run.");
        else
            losses.Lost(LossCodes.Style, "Nothing is seen of a story that is heard: its styles are left out.");
    }

    /// <summary>Twine 1 kept passages in one line each: <c>\n</c>, <c>\t</c> and <c>\s</c> (a backslash) are escapes.</summary>
    private static TwinePassage ReadTiddler(HtmlTags tags, string name)
    {
        var (words, position) = (Words(tags.Attribute("tags")), tags.Attribute("twine-position"));
        var text = tags.TextUntil("/div", "div").Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal)
            .Replace("\\s", "\\", StringComparison.Ordinal);
        return new TwinePassage(name.Trim(), text.TrimEnd(), words, position);
    }

    private static string[] Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
