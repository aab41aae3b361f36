using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>
/// Tells a story in Twine's words. What the importer would understand of them is compared with the story, and the difference is kept
/// beside the passages: whatever the story holds, it comes back.
/// </summary>
internal sealed class TwineOfStory
{
    private readonly string _cardId;
    private readonly JsonObject _story;
    private readonly JsonObject _chapters;
    private readonly JsonObject _twine;
    private readonly Dictionary<string, string> _names;

    private TwineOfStory(string cardId, JsonObject story)
    {
        (_cardId, _story) = (cardId, story);
        _chapters = story["chapters"] as JsonObject ?? [];
        _twine = (story["editor"] as JsonObject)?["twine"] as JsonObject ?? [];
        _names = PassageNames.Of(_chapters);
    }

    public static TwineStory Build(string cardId, JsonObject story) => new TwineOfStory(cardId, story).Build();

    private TwineStory Build()
    {
        var ids = _names.Where(name => PassageIds.StemOf(name.Value) != name.Key).ToDictionary(name => name.Value, name => name.Key);
        var written = Tell((id, chapter) => AsWritten(id) ?? AsGenerated(id, chapter), ids);
        var understood = (JsonObject)Understand(written)["chapters"]!;
        var told = Tell((id, chapter) => JsonNode.DeepEquals(understood[id], chapter) && AsWritten(id) is { } text ? text : AsGenerated(id, chapter), ids);
        return told with { Details = Difference(told, ids) };
    }

    private TwineStory Tell(Func<string, JsonObject, string> text, IReadOnlyDictionary<string, string> ids)
    {
        var passages = _chapters.Select(chapter => Passage(chapter.Key, text(chapter.Key, chapter.Value as JsonObject ?? []))).ToList();
        var start = _story["start"]?.ToString() ?? "1";
        return new TwineStory(
            _story.TextOf("title") is { Length: > 0 and <= InterchangeLimits.NameLength } title ? title.ReplaceLineEndings(" ").Trim() : null,
            passages.Find(passage => passage.Name == _names.GetValueOrDefault(start)),
            PassageMarkups.ByName(_twine.TextOf("format") ?? TwineDefaults.Format),
            Data(),
            passages,
            KeptDetails.None with { Ids = ids });
    }

    private TwinePassage Passage(string id, string text)
    {
        var kept = (_twine["passages"] as JsonObject)?[id];
        var tags = ((kept as JsonObject)?["tags"] as JsonArray ?? []).Select(JsonNodeReading.AsText).OfType<string>().Where(IsTag);
        return new TwinePassage(_names[id], text, [.. tags], kept.TextOf("position"), kept.TextOf("size"));
    }

    /// <summary>A tag with a meaning of its own would take the chapter out of the story.</summary>
    private static bool IsTag(string tag) =>
        tag.Length > 0 && !tag.Any(char.IsWhiteSpace) && tag is not ("script" or "stylesheet" or SpecialPassages.DetailsTag) && !SpecialPassages.IsSpecialTag(tag);

    /// <summary>As the author wrote it in Twine, with macros and all.</summary>
    private string? AsWritten(string id) => ((_twine["passages"] as JsonObject)?[id]).TextOf("text")?.TrimEnd();

    private string AsGenerated(string id, JsonObject chapter) => PassageWriter.Write(chapter, id, target => _names.GetValueOrDefault(target, target));

    private KeptDetails Difference(TwineStory told, IReadOnlyDictionary<string, string> ids)
    {
        var understood = Understand(told);
        var chapters = new Dictionary<string, KeptDetail>(StringComparer.Ordinal);
        foreach (var (id, chapter) in _chapters)
        {
            if (understood["chapters"]![id] is JsonObject says && !JsonNode.DeepEquals(says, chapter) && chapter is JsonObject meant)
                chapters[_names[id]] = new KeptDetail(says, meant);
        }

        var (saysStory, isStory) = (WithoutChapters(understood), WithoutChapters(_story));
        return new KeptDetails(ids, chapters, JsonNode.DeepEquals(saysStory, isStory) ? null : new KeptDetail(saysStory, isStory));
    }

    /// <summary>The importer itself reads the very file: nobody has to remember what Twee can say.</summary>
    private JsonObject Understand(TwineStory told)
    {
        var losses = new LossReport();
        return StoryOfTwine.Build(TweeReader.Read(TweeWriter.Write(told).ReplaceLineEndings("\n"), losses), _cardId, losses);
    }

    private static JsonObject WithoutChapters(JsonObject story)
    {
        var rest = (JsonObject)story.DeepClone();
        rest.Remove("chapters");
        rest.Remove("card_id");
        if (rest["editor"] is JsonObject editor && editor.Remove("twine") && editor.Count == 0)
            rest.Remove("editor");
        return rest;
    }

    private JsonObject Data()
    {
        var data = (JsonObject)_twine.DeepClone();
        data.Remove("passages");
        foreach (var (field, value) in TwineDefaults.Of(_cardId))
            data[field] ??= value;
        return data;
    }
}
