namespace YotoSmartStream.AudioFiles.Editing;

/// <param name="AtMilliseconds">Where a part begins.</param>
/// <param name="Title">Of that part; empty when it has none.</param>
public sealed record Cut(long AtMilliseconds, string Title);

public sealed record AudioPart(long StartMilliseconds, long EndMilliseconds, string Title);

/// <summary>Divides a file completely: whatever lies before the first cut belongs to the first part, and nothing is left out.</summary>
public static class AudioParts
{
    public static IReadOnlyList<AudioPart> Between(IEnumerable<Cut> cuts, long durationMilliseconds, long leastMilliseconds)
    {
        var parts = new List<AudioPart> { new(0, durationMilliseconds, Title: "") };
        foreach (var cut in cuts.OrderBy(cut => cut.AtMilliseconds))
        {
            var last = parts[^1];
            if (cut.AtMilliseconds <= 0) parts[^1] = last with { Title = cut.Title };
            if (cut.AtMilliseconds - last.StartMilliseconds < leastMilliseconds || durationMilliseconds - cut.AtMilliseconds < leastMilliseconds) continue;
            parts[^1] = last with { EndMilliseconds = cut.AtMilliseconds };
            parts.Add(new(cut.AtMilliseconds, durationMilliseconds, cut.Title));
        }

        return parts;
    }
}
