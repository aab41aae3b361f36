using System.Text.Json;

namespace YotoSmartStream.StoryDriver;

/// <summary>A choice at a question.</summary>
/// <param name="Chapter">Where it is asked.</param>
/// <param name="Side"><c>left</c> or <c>right</c>.</param>
/// <param name="Target">The chapter that must follow.</param>
public sealed record Choice(string Chapter, string Side, string Target);

/// <summary>A way through the story from its first chapter to an ending.</summary>
public sealed record StoryPath(string Start, IReadOnlyList<Choice> Choices)
{
    public override string ToString() => Start + string.Concat(Choices.Select(choice => $" -{choice.Side}-> {choice.Target}"));
}

/// <summary>Every path, by a depth-first walk over the story's JSON alone: what must happen is known without asking the product.</summary>
public static class StoryPaths
{
    private static readonly string[] Sides = ["left", "right"];

    public static IReadOnlyList<StoryPath> Of(string script)
    {
        using var document = JsonDocument.Parse(script);
        var chapters = document.RootElement.GetProperty("chapters");
        var start = document.RootElement.TryGetProperty("start", out var named) ? named.ToString() : "1";
        return [.. Walk(chapters, start, []).Select(choices => new StoryPath(start, choices))];
    }

    /// <summary>The audio file of each chapter.</summary>
    public static IReadOnlyDictionary<string, string> AudioOf(string script)
    {
        using var document = JsonDocument.Parse(script);
        return document.RootElement.GetProperty("chapters").EnumerateObject()
            .ToDictionary(chapter => chapter.Name, chapter => chapter.Value.GetProperty("audio_file_id").GetString()!);
    }

    private static IEnumerable<IReadOnlyList<Choice>> Walk(JsonElement chapters, string chapter, IReadOnlyList<Choice> soFar)
    {
        var branches = Branches(chapters.GetProperty(chapter), chapter).Where(choice => soFar.All(made => made.Chapter != choice.Target)).ToList();
        if (branches.Count == 0) return [soFar];
        return branches.SelectMany(choice => Walk(chapters, choice.Target, [.. soFar, choice]));
    }

    private static IEnumerable<Choice> Branches(JsonElement chapter, string id)
    {
        if (!chapter.TryGetProperty("choices", out var choices)) yield break;
        foreach (var side in Sides)
        {
            if (choices.TryGetProperty(side, out var choice)) yield return new Choice(id, side, choice.GetProperty("next_chapter").ToString());
        }
    }
}
