using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YotoSmartStream.Stories.Interchange;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Tests.Service;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Stories.Tests.Interchange;

/// <summary>The examples of <c>docs/stories.md</c> are stories, and each is told as the page says.</summary>
public sealed partial class WritingStoriesAsDocumented
{
    private static readonly IReadOnlyList<Example> Page = ReadPage();

    public static TheoryData<string> Examples => new(Page.Select(example => example.Place));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_is_told_as_the_page_says(string place)
    {
        var example = Page.Single(example => example.Place == place);
        await using var service = await ScriptService.StartAsync();
        var inputs = new JsonArray([.. example.Told.Select(line => line.Event.DeepClone())]);

        var told = await (await service.TestAsync(new JsonObject { ["script"] = example.Story.DeepClone(), ["inputs"] = inputs }.ToJsonString())).JsonAsync();

        Assert.True(told["steps"] is not null, told.ToJsonString());
        Assert.Equal(example.Told.Select(line => line.Outcome), told["steps"]!.AsArray().Select(step => Describe(step!["output"]!)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_nothing_that_an_author_would_be_warned_of(string place)
    {
        var example = Page.Single(example => example.Place == place);

        var draft = StoryDraft.Read(Encoding.UTF8.GetBytes(example.Story.ToJsonString()));

        Assert.NotNull(draft.Graph);
        Assert.DoesNotContain(draft.Diagnostics, diagnostic => diagnostic.Severity != Severity.Hint);
    }

    [Fact]
    public void Every_example_of_the_page_is_executed()
    {
        var text = File.ReadAllText(RepositoryRoot.File("docs", "stories.md"));

        Assert.Equal(Fence.Count(text), 2 * Page.Count);
        Assert.True(Page.Count > 5, "The page has lost its examples.");
    }

    private static string Describe(JsonNode output) => (string)output["do"]! switch
    {
        "play" when output["nudge"] is not null => $"nudges {output["audio"]}",
        "play" => $"plays {output["audio"]}",
        "wait" => $"waits {output["timer_s"]} s",
        "stop" when !output.AsObject().ContainsKey("ending") => "stops",
        "stop" => output["ending"] is { } ending ? $"ends with {ending}" : "ends",
        _ => "does nothing",
    };

    private static List<Example> ReadPage() =>
        [.. Pair.Matches(File.ReadAllText(RepositoryRoot.File("docs", "stories.md")).ReplaceLineEndings("\n")).Select((match, index) => new Example(
            $"example {index + 1}",
            match.Groups["language"].Value == "json"
                ? JsonNode.Parse(match.Groups["story"].Value)!
                : StoryImporter.Import(Encoding.UTF8.GetBytes(match.Groups["story"].Value), "tale").Value.Story,
            [.. match.Groups["told"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)]))];

    private static (JsonObject Event, string Outcome) ReadLine(string line)
    {
        var parts = Line.Match(line);
        Assert.True(parts.Success, $"'{line}' is not: event → outcome.");
        var told = parts.Groups["more"].Value is { Length: > 0 } more ? (JsonObject)JsonNode.Parse(more)! : [];
        told["in"] = parts.Groups["in"].Value;
        return (told, parts.Groups["outcome"].Value);
    }

    [GeneratedRegex("^```(?:json|twee|told)$", RegexOptions.Multiline)]
    private static partial Regex Fence { get; }

    [GeneratedRegex("^```(?<language>json|twee)\n(?<story>.*?)^```\n\n```told\n(?<told>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Pair { get; }

    [GeneratedRegex(@"^(?<in>\w+) *(?<more>\{.*\})? → (?<outcome>.+)$")]
    private static partial Regex Line { get; }

    private sealed record Example(string Place, JsonNode Story, IReadOnlyList<(JsonObject Event, string Outcome)> Told);
}
