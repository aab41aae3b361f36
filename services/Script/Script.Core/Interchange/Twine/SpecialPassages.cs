namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Passages that set a story up, or decorate its page, rather than being told.</summary>
internal static class SpecialPassages
{
    public const string Title = "StoryTitle";
    public const string Data = "StoryData";
    public const string DefaultStart = "Start";

    /// <summary>What our own export keeps beside the passages.</summary>
    public const string DetailsTag = "yoto-story";
    public const string DetailsName = "YotoStory";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "StoryAuthor", "StoryBanner", "StoryCaption", "StoryDisplayTitle", "StoryIncludes", "StoryInit", "StoryInterface", "StoryMenu",
        "StorySettings", "StoryShare", "StorySubtitle", "PassageDone", "PassageFooter", "PassageHeader", "PassageReady",
    };

    private static readonly HashSet<string> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        "annotation", "debug-footer", "debug-header", "debug-startup", "footer", "header", "init", "startup", "Twine.image", "Twine.audio",
        "Twine.private", "Twine.video", "Twine.vtt", "widget",
    };

    /// <summary>A name that means something else than a chapter to one of the tools that read Twee.</summary>
    public static bool IsReserved(string name) => name is Title or Data or DetailsName || Names.Contains(name);

    public static bool IsSpecialTag(string tag) => Tags.Contains(tag);

    public static bool IsSpecial(this TwinePassage passage) => Names.Contains(passage.Name) || passage.Tags.Any(Tags.Contains);

    /// <summary>A passage with both tags is, as in Twine, an ordinary one.</summary>
    public static bool IsScript(this TwinePassage passage) => passage.Tags.Contains("script") && !passage.Tags.Contains("stylesheet");

    public static bool IsStyle(this TwinePassage passage) => passage.Tags.Contains("stylesheet") && !passage.Tags.Contains("script");
}
