using System.Globalization;
using System.Text.Json;

namespace YotoSmartStream.AudioFiles.Service.Ffmpeg;

/// <summary>What ffprobe says of the names and chapters in a file, as JSON.</summary>
/// <param name="Chapters">As they follow each other.</param>
/// <param name="Format">The container.</param>
/// <param name="Streams">The audio stream, to which Ogg ties its names.</param>
internal sealed record TagReport(IReadOnlyList<TagReport.Chapter>? Chapters, TagReport.Container? Format, IReadOnlyList<TagReport.Container>? Streams)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static EmbeddedTags Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TagReport>(json, Names)?.ToTags() ?? EmbeddedTags.None;
        }
        catch (JsonException)
        {
            return EmbeddedTags.None;   // Longer than what is read of it: chapters without number are none.
        }
    }

    private EmbeddedTags ToTags() => new(
        Name("title"), Name("artist"), Name("album"),
        [.. (Chapters ?? []).Take(EmbeddedTags.MaxChapters).Select(chapter => chapter.ToChapter())]);

    private string? Name(string tag) => Tag(Format?.Tags, tag) ?? Tag(Streams?.FirstOrDefault()?.Tags, tag);

    /// <summary>Vorbis writes its names in capitals.</summary>
    private static string? Tag(IReadOnlyDictionary<string, string>? tags, string name) =>
        EmbeddedTags.Clean(tags?.FirstOrDefault(tag => tag.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    internal sealed record Container(IReadOnlyDictionary<string, string>? Tags);

    internal sealed record Chapter(string? StartTime, string? EndTime, IReadOnlyDictionary<string, string>? Tags)
    {
        public EmbeddedChapter ToChapter()
        {
            var (start, end) = (Milliseconds(StartTime), Milliseconds(EndTime));
            return new(Tag(Tags, "title") ?? "", start, Math.Max(0, end - start));
        }

        private static long Milliseconds(string? seconds) =>
            double.TryParse(seconds, CultureInfo.InvariantCulture, out var value) ? (long)Math.Clamp(value * 1000, 0, int.MaxValue) : 0;
    }
}
