using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Cards;

/// <summary>The title of a card or of a track: what Yoto's app shows (yoto-cloud §2.13).</summary>
public sealed record Title
{
    public const int MaxLength = 100;

    private Title(string value) => Value = value;

    public string Value { get; }

    public static Result<Title> Parse(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > MaxLength || trimmed.Any(char.IsControl))
            return Error.Invalid("card.title", $"A title has 1 to {MaxLength} characters on one line.");
        return new Title(trimmed);
    }

    /// <summary>A title from a name that nobody typed as one, such as a file name.</summary>
    public static Title From(string name)
    {
        var printable = new string([.. name.Where(character => !char.IsControl(character))]).Trim();
        return new Title(printable.Length == 0 ? "Untitled" : Shorten(printable));
    }

    /// <summary>Cuts to the longest that Yoto takes, never through a character.</summary>
    public static string Shorten(string text)
    {
        if (text.Length <= MaxLength) return text;
        var end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..end];
    }
}
