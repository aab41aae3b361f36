namespace YotoSmartStream.AudioFiles.Editing;

/// <summary>The chapters of what was cut and joined: those that its parts bring along, or else one for each part.</summary>
internal static class MontageChapters
{
    public static IReadOnlyList<EmbeddedChapter> Of(Montage montage)
    {
        var chapters = new List<EmbeddedChapter>();
        var at = 0L;
        foreach (var part in montage.Parts)
        {
            var brought = Within(part.Excerpt, part.Chapters, at);
            if (brought.Count > 0) chapters.AddRange(brought);
            else if (montage.Parts.Count > 1) chapters.Add(new(part.Title, at, part.Excerpt.EndMilliseconds - part.Excerpt.StartMilliseconds));
            at += part.Excerpt.LengthMilliseconds;
        }

        return [.. chapters.Take(EmbeddedTags.MaxChapters)];
    }

    /// <summary>A single chapter divides nothing.</summary>
    private static List<EmbeddedChapter> Within(Excerpt excerpt, IReadOnlyList<EmbeddedChapter> chapters, long at)
    {
        var within = new List<EmbeddedChapter>();
        foreach (var chapter in chapters)
        {
            var start = Math.Max(chapter.StartMilliseconds, excerpt.StartMilliseconds);
            var end = Math.Min(chapter.StartMilliseconds + chapter.LengthMilliseconds, excerpt.EndMilliseconds);
            if (end - start >= Rendition.FrameMilliseconds) within.Add(chapter with { StartMilliseconds = at + start - excerpt.StartMilliseconds, LengthMilliseconds = end - start });
        }

        return within.Count > 1 ? within : [];
    }
}
