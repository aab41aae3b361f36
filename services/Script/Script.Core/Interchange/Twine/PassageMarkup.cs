namespace YotoSmartStream.Stories.Interchange.Twine;

/// <summary>Each story format of Twine writes its passages in a language of its own.</summary>
internal enum PassageMarkup
{
    Unknown,
    Harlowe,
    SugarCube,
    Chapbook,
    Snowman,
}

internal static class PassageMarkups
{
    public static PassageMarkup ByName(string? storyFormat) =>
        Enum.GetValues<PassageMarkup>().FirstOrDefault(markup => markup.ToString().Equals(storyFormat?.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary><c>(set: $x to 1)</c></summary>
    public static bool HasRoundMacros(this PassageMarkup markup) => markup is PassageMarkup.Harlowe or PassageMarkup.Unknown;

    /// <summary><c>/* … */</c> and <c>/% … %/</c></summary>
    public static bool HasSlashComments(this PassageMarkup markup) => markup is PassageMarkup.SugarCube;
}
