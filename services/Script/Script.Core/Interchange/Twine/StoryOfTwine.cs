using System.Text.Json.Nodes;

namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>
/// Tells a Twine story in our words: links 1, 2 and 3 of a passage are left, right and end, <c>[[]]</c> is an empty slot, and without a
/// third link the player stops (story-model §7).
/// </summary>
internal sealed class StoryOfTwine
{
    private readonly TwineStory _twine;
    private readonly LossReport _losses;
    private readonly PassageIds _ids;
    private readonly JsonObject _chapters = [];
    private readonly JsonObject _map = [];
    private int _oneLink;
    private int _toRecord;
    private int _keptText;

    private StoryOfTwine(TwineStory twine, LossReport losses)
    {
        (_twine, _losses) = (twine, losses);
        _ids = new PassageIds(twine.Passages, twine.Details.Ids);
    }

    /// <returns>A story 2.0 for this card; <c>editor.twine</c> keeps what only Twine needs, so that an export can give it back.</returns>
    public static JsonObject Build(TwineStory twine, string cardId, LossReport losses) => new StoryOfTwine(twine, losses).Build(cardId);

    private JsonObject Build(string cardId)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var passage in _twine.Passages)
        {
            var isFirst = names.Add(passage.Name);
            if (!isFirst)
                _losses.Changed(LossCodes.Duplicate, $"Another passage has this name; links lead to the first, and this one became chapter '{_ids[passage]}'.", passage);
            Tell(passage, isFirst);
        }

        SumUp();
        foreach (var gone in _twine.Details.Ids.Keys.Concat(_twine.Details.Chapters.Keys).Distinct().Where(name => !names.Contains(name)))
            _losses.Lost(LossCodes.Details, $"The passage '{LossReport.Shown(gone)}' is gone, and with it what links cannot say of its chapter.");
        var story = _twine.Details.RestoreStory(DescribeStory(), _losses);
        story["card_id"] = cardId;
        KeepTwine(story, cardId);
        story["chapters"] = _chapters;
        return story;
    }

    private JsonObject DescribeStory()
    {
        var story = new JsonObject { ["version"] = "2.0", ["card_id"] = null };
        if (_twine.Title is { } title)
            story["title"] = PlainText.Shorten(title, InterchangeLimits.NameLength);
        story["start"] = _ids[StartPassage()];
        return story;
    }

    private TwinePassage StartPassage()
    {
        if (_twine.Start is { } start)
            return start;
        _losses.Changed(LossCodes.Start, $"Nothing says where the story starts: it starts at its first passage, '{LossReport.Shown(_twine.Passages[0].Name)}'.");
        return _twine.Passages[0];
    }

    private void Tell(TwinePassage passage, bool isFirst)
    {
        var id = _ids[passage];
        var content = new PassageReader(passage, _twine.Markup, _losses).Read();
        var slots = Slots(passage, content);
        var chapter = new JsonObject();
        if (passage.Name.Length == 0)
            _losses.Changed(LossCodes.Nameless, $"A passage without a name became chapter '{id}'.", passage);
        else if (passage.Name != id)
            chapter["title"] = PlainText.Shorten(passage.Name, InterchangeLimits.NameLength);
        if (content.Text.Length > 0)
            chapter["description"] = content.Text;
        if (content.Audio is { } audio)
            chapter["audio_file_id"] = audio;
        else if (content.Text.Length > 0 || slots.Count > Choices.Slots.Length || slots.Take(2).Any(slot => slot?.Target is not null))
            chapter["audio_file_id"] = ToRecord(id);

        var isPager = slots.Count > Choices.Slots.Length;
        if (isPager)
            AddPager(passage, id, chapter, [.. slots.Where(slot => slot.Target is not null)]);
        else if (slots is [{ Target: null }, { Target: null }, { Label: "" } next])
            chapter["next_chapter"] = next.Target;
        else if (slots.Count > 0)
            chapter["choices"] = ChoicesOf(slots);
        _chapters[id] = isFirst ? _twine.Details.RestoreChapter(passage, chapter, _losses) : chapter;
        KeepTwine(passage, id, canKeepText: !isPager);
    }

    /// <summary>What the first three links, or the only jump, become; external links are no ways through a story.</summary>
    private List<PassageLink> Slots(TwinePassage passage, PassageContent content)
    {
        if (content is { Links.Count: 0, Goto: { } jump })
        {
            _losses.Changed(LossCodes.Goto, $"The jump to '{LossReport.Shown(jump)}' is taken when the chapter ends.", passage);
            return Resolve(passage, new PassageLink("", jump)) is { Target: not null } way ? [Empty, Empty, way] : [];
        }

        var slots = content.Links.Take(InterchangeLimits.LinksPerPassage).Select(link => Resolve(passage, link)).OfType<PassageLink>().ToList();
        if (content.Links.Count > InterchangeLimits.LinksPerPassage)
            _losses.Lost(LossCodes.LinksLimit, $"Only the first {InterchangeLimits.LinksPerPassage} of {content.Links.Count} links are used.", passage);
        while (slots.Count > 0 && slots[^1].Target is null)
            slots.RemoveAt(slots.Count - 1);
        if (slots is [{ Target: not null }])
            _oneLink++;
        return slots;
    }

    private static PassageLink Empty { get; } = new("", Target: null);

    /// <returns>Null for a link that leaves the story.</returns>
    private PassageLink? Resolve(TwinePassage passage, PassageLink link)
    {
        if (link.Target is not { } target)
            return link;
        if (!_ids.Know(target))
        {
            if (PassageLinks.IsExternal(target))
            {
                _losses.Lost(LossCodes.ExternalLink, $"The link to '{LossReport.Shown(target)}' leaves the story.", passage);
                return null;
            }

            if (target[0] is '$' or '_' || target.Contains('('))
            {
                _losses.Lost(LossCodes.DynamicLink, $"Where '{LossReport.Shown(target)}' leads is computed, so its place is empty.", passage);
                return Empty;
            }

            _losses.Changed(LossCodes.MissingTarget, $"There is no passage '{LossReport.Shown(target)}': the way to it leads nowhere until there is.", passage);
        }

        return link with { Target = _ids.TargetOf(target) };
    }

    private static JsonObject ChoicesOf(IReadOnlyList<PassageLink> slots)
    {
        var choices = new JsonObject();
        foreach (var (name, slot) in Choices.Slots.Zip(slots).Where(pair => pair.Second.Target is not null))
            choices[name] = Choices.To(slot.Target, slot.Label);
        if (!choices.ContainsKey(Choices.End))
            choices[Choices.End] = Choices.To(Choices.Stop(), label: "");
        return choices;
    }

    /// <summary>More than three ways out, for a child with two buttons: the options one by one, left for the next, right for this one.</summary>
    private void AddPager(TwinePassage passage, string id, JsonObject chapter, IReadOnlyList<PassageLink> links)
    {
        var ids = links.Index().Select(entry => _ids.New($"{id}.option-{entry.Index + 1}")).ToList();
        chapter["choices"] = new JsonObject
        {
            [Choices.Left] = Choices.To(ids[0], label: ""),
            [Choices.End] = Choices.To(ids[0], label: ""),
        };
        foreach (var (index, link) in links.Index())
        {
            _chapters[ids[index]] = new JsonObject
            {
                ["description"] = link.Words,
                ["audio_file_id"] = ToRecord(ids[index]),
                ["choices"] = new JsonObject
                {
                    [Choices.Left] = Choices.To(ids[(index + 1) % ids.Count], label: ""),
                    [Choices.Right] = Choices.To(link.Target, link.Label),
                },
            };
        }

        _losses.Changed(LossCodes.Pager, $"It has {links.Count} links: each became a chapter of its own, left for the next one, right for this one.", passage);
    }

    private string ToRecord(string id)
    {
        _toRecord++;
        return Choices.RecordingOf(id);
    }

    private void SumUp()
    {
        if (_toRecord > 0)
            _losses.Changed(LossCodes.AudioToRecord, $"Text is not spoken by itself: {_toRecord} recordings are to be made, named after their chapters.");
        if (_oneLink > 0)
            _losses.Changed(LossCodes.OneLink, $"{_oneLink} passages have a single link: the child turns left to go on. Write [[]] [[]] in front of it to go on by itself.");
    }

    private void KeepTwine(TwinePassage passage, string id, bool canKeepText)
    {
        var kept = new JsonObject();
        if (passage.Position is not null)
            kept["position"] = passage.Position;
        if (passage.Size is not null)
            kept["size"] = passage.Size;
        if (passage.Tags.Count > 0)
            kept["tags"] = new JsonArray([.. passage.Tags.Select(tag => JsonValue.Create(tag))]);
        if (canKeepText && _keptText + passage.Text.Length <= InterchangeLimits.KeptText && passage.Text != PassageWriter.Write(_chapters[id]!.AsObject(), id, _ids.NameOf).TrimEnd())
        {
            _keptText += passage.Text.Length;
            kept["text"] = passage.Text;
        }

        if (kept.Count > 0)
            _map[id] = kept;
    }

    private void KeepTwine(JsonObject story, string cardId)
    {
        var twine = (JsonObject)_twine.Data.DeepClone();
        foreach (var (field, value) in TwineDefaults.Of(cardId))
        {
            if (twine[field].AsText() == value)
                twine.Remove(field);
        }

        if (_map.Count > 0)
            twine["passages"] = _map;
        if (twine.Count == 0)
            return;
        if (story["editor"] is not JsonObject editor)
            story["editor"] = editor = [];
        editor["twine"] = twine;
    }
}
