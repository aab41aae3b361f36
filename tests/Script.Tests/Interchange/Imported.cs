using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Interchange;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Interchange;

/// <summary>A file after it was imported for the card <c>tale</c>, and what a test wants to know of it.</summary>
internal sealed class Imported(ImportedStory story)
{
    public string Format => story.Format;

    public JsonObject Story => story.Story;

    public IReadOnlyList<Loss> Losses => story.Losses;

    public IEnumerable<string> Codes => story.Losses.Select(loss => loss.Code);

    public string[] ChapterIds => [.. ((JsonObject)Story["chapters"]!).Select(chapter => chapter.Key)];

    public static Imported From(string file, string? wanted = null) => From(Encoding.UTF8.GetBytes(file), wanted);

    public static Imported From(byte[] file, string? wanted = null)
    {
        var imported = StoryImporter.Import(file, "tale", wanted);
        Assert.True(imported.IsSuccess, imported.Error?.Message);
        var draft = StoryDraft.Read(Encoding.UTF8.GetBytes(imported.Value.Story.ToJsonString()));
        Assert.True(draft.CanBeKept, string.Join("; ", draft.Diagnostics));
        return new Imported(imported.Value);
    }

    public static string? RefusalOf(byte[] file) => StoryImporter.Import(file, "tale").Error?.Code;

    public static string? RefusalOf(string file) => RefusalOf(Encoding.UTF8.GetBytes(file));

    public JsonObject Chapter(string id) => (JsonObject)Story["chapters"]![id]!;

    public string? Says(string id) => (string?)Chapter(id)["description"];

    /// <summary>The ways out of a chapter, such as <c>left:cave right:pond end:stop</c>.</summary>
    public string Ways(string id)
    {
        var choices = (Chapter(id)["choices"] as JsonObject ?? []).Select(choice => $"{choice.Key}:{Next(choice.Value!["next_chapter"]!)}");
        return string.Join(" ", Chapter(id)["next_chapter"] is { } next ? [$"end:{Next(next)}"] : choices);
    }

    public string? Label(string id, string choice) => (string?)Chapter(id)["choices"]![choice]!["label"];

    private static string Next(JsonNode next) => next is JsonObject form ? (string)form["do"]! : next.ToString();
}
