using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Authoring;
using YotoSmartStream.Stories.Interchange.Twine;

namespace YotoSmartStream.Stories.Interchange;

/// <param name="CardId">Whose stored draft.</param>
/// <param name="Format">One of <see cref="StoryExporter.Formats"/>.</param>
public sealed record ExportStory(string CardId, string Format);

/// <param name="Text">The file.</param>
/// <param name="MediaType">Without a character set: it is UTF-8.</param>
/// <param name="Extension">Of its name, with the dot.</param>
public sealed record ExportedStory(string Text, string MediaType, string Extension);

public sealed class ExportStoryHandler(IStories stories)
{
    public async Task<Result<ExportedStory>> HandleAsync(ExportStory query, CancellationToken cancellationToken)
    {
        if (!StoryExporter.Formats.Contains(query.Format))
            return Error.Invalid("export.unknown-format", $"The formats are {string.Join(", ", StoryExporter.Formats)}.");
        if (await stories.FindAsync(query.CardId, cancellationToken) is not { } story)
            return Error.NotFound("story", query.CardId);
        return StoryExporter.Export(story.Document, query.CardId, query.Format);
    }
}

/// <summary>Writes a story in the formats that other tools read.</summary>
public static class StoryExporter
{
    public static IReadOnlyList<string> Formats { get; } = ["twee", "json", "mermaid", "recording-sheet"];

    /// <param name="document">A story that was saved, so it is well-formed.</param>
    /// <param name="cardId">Whose story it is.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    public static ExportedStory Export(string document, string cardId, string format)
    {
        if (format == "json")
            return new ExportedStory(document, "application/json", ".json");
        var story = StrictJson.ReadObject(document.TrimStart('\uFEFF')) ?? throw new InvalidOperationException($"The stored story of card {cardId} is not JSON.");
        return format switch
        {
            "mermaid" => new ExportedStory(StoryMap.Draw(story), "text/plain", ".mmd"),
            "recording-sheet" => new ExportedStory(RecordingSheet.Write(story), "text/csv", ".csv"),
            _ => new ExportedStory(TweeWriter.Write(TwineOfStory.Build(cardId, story)), "text/plain", ".twee"),
        };
    }
}
