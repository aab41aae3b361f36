using System.Text.Json.Nodes;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Interchange.Twine;

namespace YotoSmartStream.Stories.Interchange;

/// <summary>A story made of a file.</summary>
/// <param name="Format">What the file was: <c>twee</c>, <c>twine-html</c>, <c>twine-json</c> or <c>story-json</c>.</param>
/// <param name="Story">In our own format.</param>
/// <param name="Losses">What of the file is not, or not as it was, in the story.</param>
public sealed record ImportedStory(string Format, JsonObject Story, IReadOnlyList<Loss> Losses);

/// <summary>Turns any file into a story or into a refusal, in time and memory bounded by its size.</summary>
public static class StoryImporter
{
    /// <param name="file">The bytes as they came.</param>
    /// <param name="cardId">Whose story it becomes.</param>
    /// <param name="wanted">The name of one story of an archive; null for its first.</param>
    public static Result<ImportedStory> Import(byte[] file, string cardId, string? wanted = null)
    {
        var losses = new LossReport();
        var read = StoryFile.Read(file, losses);
        if (read.IsFailure)
            return read.Error;
        return read.Value.Format switch
        {
            StoryFileFormat.StoryJson => OfOurOwn(StrictJson.ReadObject(read.Value.Text)!, cardId, losses),
            StoryFileFormat.TwineHtml => OfTwine("twine-html", TwineHtmlReader.Read(read.Value.Text, wanted, losses), cardId, losses),
            StoryFileFormat.TwineJson => OfTwine("twine-json", TwineJsonReader.Read(StrictJson.ReadObject(read.Value.Text)!, losses), cardId, losses),
            _ => OfTwine("twee", TweeReader.Read(read.Value.Text, losses), cardId, losses),
        };
    }

    private static Result<ImportedStory> OfTwine(string format, Result<TwineStory> read, string cardId, LossReport losses)
    {
        if (read.IsFailure)
            return read.Error;
        return read.Value.Passages.Count switch
        {
            0 => Error.Unprocessable("import.no-passages", "There is no passage in this file that could be told."),
            > InterchangeLimits.Passages => Error.Unprocessable("import.too-many-passages", $"A story has at most {InterchangeLimits.Passages} passages; this one has {read.Value.Passages.Count}."),
            _ => new ImportedStory(format, StoryOfTwine.Build(read.Value, cardId, losses), losses.Items),
        };
    }

    private static ImportedStory OfOurOwn(JsonObject story, string cardId, LossReport losses)
    {
        if (story.TextOf("card_id") is { } other && other != cardId)
            losses.Changed(LossCodes.CardId, $"The story belonged to card '{LossReport.Shown(other)}'.");
        story["card_id"] = cardId;
        return new ImportedStory("story-json", story, losses.Items);
    }
}
