namespace YotoSmartStream.Stories.Language;

/// <summary>Ids of chapters, endings and checkpoints are compared ordinally (L3).</summary>
public static class StoryIds
{
    public static bool AreWellFormed(string id) =>
        id.Length is > 0 and <= StoryLimits.NameLength
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '/');
}
