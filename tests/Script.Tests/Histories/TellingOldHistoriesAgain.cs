using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Rehearsals;

namespace YotoSmartStream.Stories.Tests.Histories;

/// <summary>
/// Histories that were recorded once: a request to the test endpoint and every step that it answered. They are kept for ever; a change
/// of the engine that tells one of them differently would tell children's stories differently.
/// </summary>
public sealed class TellingOldHistoriesAgain
{
    public static TheoryData<string> Recorded => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Histories"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_history_is_told_step_by_step_as_it_was(string name)
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Histories", $"{name}.json")))!;
        var request = RehearsalRequest.Read(Encoding.UTF8.GetBytes(recorded["request"]!.ToJsonString()), new DiagnosticList())!;
        var graph = StoryDraft.Read(request.Script).Graph!;

        var told = Rehearsal.Play(new StoryState(graph, request.Seed), request.Events)["steps"]!.AsArray();

        foreach (var (index, step) in recorded["steps"]!.AsArray().Index())
            Assert.True(JsonNode.DeepEquals(step, told[index]), $"Step {index}: it was {step!.ToJsonString()}, and now is {told[index]!.ToJsonString()}.");
        Assert.Equal(recorded["steps"]!.AsArray().Count, told.Count);
    }

    [Fact]
    public void There_are_histories() => Assert.True(Recorded.Count >= 5);
}
