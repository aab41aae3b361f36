namespace YotoSmartStream.Stories.Interchange;

/// <summary>What an import may cost: a refusal or the report names the limit that was reached.</summary>
public static class InterchangeLimits
{
    /// <summary>A published Twine file carries its whole story format along.</summary>
    public const int FileBytes = 16 * 1024 * 1024;

    /// <summary>As many chapters as a story may have.</summary>
    public const int Passages = Language.StoryLimits.Chapters;

    public const int LinksPerPassage = 32;
    public const int Losses = 200;
    public const int NameLength = 200;
    public const int LabelLength = 200;

    /// <summary>The written text of passages that is kept for the next export, over all passages of a story.</summary>
    public const int KeptText = 256 * 1024;
}
