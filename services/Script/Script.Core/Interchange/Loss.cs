namespace YotoSmartStream.Stories.Interchange;

/// <summary>Something of a file that is not, or not as it was, in the story made of it.</summary>
/// <param name="Code">Stable; one of <see cref="LossCodes"/>.</param>
/// <param name="Passage">The passage it is about, null for the whole file.</param>
/// <param name="Line">Where the passage begins, in formats that have lines.</param>
/// <param name="IsLost">Gone, rather than put differently.</param>
/// <param name="Message">A sentence for the author.</param>
public sealed record Loss(string Code, string? Passage, int? Line, bool IsLost, string Message);

public static class LossCodes
{
    public const string Encoding = "encoding";
    public const string OutsidePassages = "outside-passages";
    public const string Header = "header";
    public const string Metadata = "metadata";
    public const string StoryData = "story-data";
    public const string OtherStories = "other-stories";
    public const string Nameless = "nameless";
    public const string Duplicate = "duplicate-passage";
    public const string Renamed = "renamed";
    public const string Start = "start";
    public const string SpecialPassage = "special-passage";
    public const string Script = "script";
    public const string Style = "style";
    public const string Macro = "macro";
    public const string Variable = "variable";
    public const string Setter = "setter";
    public const string Goto = "goto";
    public const string DynamicLink = "dynamic-link";
    public const string ExternalLink = "external-link";
    public const string MissingTarget = "missing-target";
    public const string OneLink = "one-link";
    public const string Pager = "pager";
    public const string LinksLimit = "limit-links";
    public const string Image = "image";
    public const string Audio = "audio";
    public const string AudioToRecord = "audio-to-record";
    public const string Details = "details";
    public const string CardId = "card-id";
    public const string ReportLimit = "limit-losses";
}

/// <summary>Collects losses up to a bound, so that a hostile file cannot make a long answer.</summary>
public sealed class LossReport
{
    private readonly List<Loss> _items = [];
    private int _omitted;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Loss> Items => _omitted == 0
        ? _items
        : [.. _items, new Loss(LossCodes.ReportLimit, Passage: null, Line: null, IsLost: true, $"{_omitted} more are not listed: a report has at most {InterchangeLimits.Losses}.")];

    internal void Lost(string code, string message, Twine.TwinePassage? passage = null) => Add(code, message, passage, isLost: true);

    internal void Changed(string code, string message, Twine.TwinePassage? passage = null) => Add(code, message, passage, isLost: false);

    internal static string Shown(string text) => PlainText.Shorten(text, 60);

    private void Add(string code, string message, Twine.TwinePassage? passage, bool isLost)
    {
        if (_items.Count < InterchangeLimits.Losses)
            _items.Add(new Loss(code, passage is null ? null : Shown(passage.Name), passage?.Line, isLost, message));
        else
            _omitted++;
    }
}
