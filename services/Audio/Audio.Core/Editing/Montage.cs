using YotoSmartStream.AudioFiles.Covers;

namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>The excerpts that a file is made of, found.</summary>
/// <param name="Parts">In their order.</param>
/// <param name="Channels">Of the whole.</param>
public sealed record Montage(IReadOnlyList<MontagePart> Parts, int Channels)
{
    public long Milliseconds => Parts.Sum(part => part.Excerpt.LengthMilliseconds);
}

/// <param name="Excerpt">What of it.</param>
/// <param name="Title">Of the file that it is from.</param>
/// <param name="Rendition">Where that lies; null when the file is gone or not ready any more.</param>
/// <param name="SizeBytes">Of the rendition.</param>
/// <param name="Channels">Of the rendition.</param>
/// <param name="Chapters">Of the rendition.</param>
/// <param name="CoverKey">Where its cover lies, if it has one.</param>
/// <param name="Cover">That cover.</param>
public sealed record MontagePart(
    Excerpt Excerpt, string Title, ObjectKey? Rendition, long SizeBytes, int Channels, IReadOnlyList<EmbeddedChapter> Chapters, ObjectKey? CoverKey, CoverImage? Cover)
{
    /// <summary>Its file was deleted.</summary>
    public static MontagePart Gone(Excerpt excerpt) => new(excerpt, Title: "", null, 0, 0, [], null, null);

    public static MontagePart Of(Excerpt excerpt, AudioFile file, IReadOnlyList<EmbeddedChapter> chapters) =>
        new(excerpt, PartNames.Stem(file.FileName), file.RenditionKey, file.SizeBytes, file.Channels, chapters, file.CoverKey, file.Cover);
}
