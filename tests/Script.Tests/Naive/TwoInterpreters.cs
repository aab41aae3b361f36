using System.Text;
using System.Text.Json.Nodes;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;
using YotoSmartStream.Stories.Rehearsals;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>The engine against a second interpreter that was written from the specification alone.</summary>
public sealed class TwoInterpreters
{
    private const int Stories = 3_000;
    private const int EventsPerStory = 80;

    [Fact]
    public void Agree_on_every_step_of_thousands_of_random_stories()
    {
        for (var story = 0; story < Stories; story++)
            Compare(story);
    }

    private static void Compare(int seed)
    {
        var story = JsonNode.Parse(RandomStory.Make(seed).ToJsonString())!.AsObject();
        var request = new JsonObject { ["script"] = story.DeepClone(), ["seed"] = ((ulong)seed * 0x9e3779b97f4a7c15).ToString("x16"), ["inputs"] = JsonNode.Parse(RandomStory.Events(seed, EventsPerStory).ToJsonString()) };
        var diagnostics = new DiagnosticList();
        var read = RehearsalRequest.Read(Encoding.UTF8.GetBytes(request.ToJsonString()), diagnostics);
        Assert.True(read is not null, string.Join('\n', diagnostics.Items));
        var draft = StoryDraft.Read(read.Script);
        Assert.True(draft.Graph is not null, $"Story {seed}: {string.Join('\n', draft.Diagnostics)}");

        var steps = Rehearsal.Play(new StoryState(draft.Graph, read.Seed), read.Events)["steps"]!.AsArray();
        var naive = new NaiveStory(story, read.Seed);
        foreach (var (index, happened) in request["inputs"]!.AsArray().Index())
        {
            var expected = naive.Step(happened!.AsObject());
            var actual = (JsonObject)steps[index]!.DeepClone();
            actual.Remove("guards");
            actual.Remove("effects");
            if (!JsonNode.DeepEquals(expected, actual))
                Assert.Fail($"Story {seed}, step {index} ({happened!.ToJsonString()}):\nexpected {expected.ToJsonString()}\nbut was  {actual.ToJsonString()}\n{story.ToJsonString()}");
        }
    }
}
