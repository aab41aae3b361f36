namespace YotoSmartStream.AudioFiles;

/// <param name="Title">As its maker called it; empty when it has no name.</param>
/// <param name="StartMilliseconds">Where it begins.</param>
/// <param name="LengthMilliseconds">How long it is.</param>
public sealed record EmbeddedChapter(string Title, long StartMilliseconds, long LengthMilliseconds);

/// <summary>What the maker of a file wrote into it: names, and the chapters of M4B, ID3 CHAP and Vorbis comments.</summary>
public sealed record EmbeddedTags(string? Title, string? Artist, string? Album, IReadOnlyList<EmbeddedChapter> Chapters)
{
    public const int MaxChapters = 1000;
    public const int MaxTextLength = 200;

    public static EmbeddedTags None { get; } = new(null, null, null, []);

    /// <summary>Strangers wrote it: one line that ends somewhere. Null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        var line = string.Concat((text ?? "").Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return line.Length == 0 ? null : line[..Math.Min(line.Length, MaxTextLength)];
    }
}
