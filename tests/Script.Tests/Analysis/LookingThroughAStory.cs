using YotoSmartStream.Stories.Analysis;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Tests.Analysis;

/// <summary>What story-model §5 wants said before children find out.</summary>
public sealed class LookingThroughAStory
{
    [Theory]
    [InlineData("unreachable", "/chapters/9", """ "1": { "audio_file_id": "a.mp3", "ending": "e" }, "9": { "audio_file_id": "b.mp3", "ending": "e" } """)]
    [InlineData("dead-end", "/chapters/1", """ "1": { "audio_file_id": "a.mp3" } """)]
    [InlineData("no-answer-exit", "/chapters/1", """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": { "ending": "e" } } } } """)]
    [InlineData("inescapable", "/chapters/1", """ "1": { "audio_file_id": "a.mp3", "next_chapter": 2 }, "2": { "audio_file_id": "b.mp3", "next_chapter": 1 } """)]
    [InlineData("loop-without-audio", "/chapters/1", """ "1": { "next_chapter": { "first": [ { "when": "b", "to": { "ending": "e" } } ], "else": 2 } }, "2": { "next_chapter": 1 } """)]
    [InlineData("shake-only", "/chapters/1", """ "1": { "audio_file_id": "a.mp3", "choices": { "shake": { "next_chapter": { "ending": "e" } } } } """)]
    [InlineData("audio-missing", "/chapters/1", """ "1": { "choices": { "left": { "next_chapter": { "ending": "e" } }, "timeout": { "next_chapter": 1 } } } """)]
    [InlineData("guard-never-true", "/chapters/1/choices/left/when", """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": "n > 3", "next_chapter": { "ending": "e" } }, "end": { "next_chapter": { "ending": "e" } } } } """)]
    [InlineData("guard-always-true", "/chapters/1/choices/left/when", """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": "n * 0 < 4 or n >= 0", "next_chapter": { "ending": "e" } } } } """)]
    [InlineData("variable-never-read", "/variables/b", """ "1": { "audio_file_id": "a.mp3", "ending": "e" } """)]
    [InlineData("variable-never-written", "/variables/n", """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": "n > 1", "next_chapter": { "ending": "e" } } } } """)]
    [InlineData("not-walked", "/chapters/1/choices/left", """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": "n == 2", "next_chapter": { "ending": "e" } }, "end": { "next_chapter": { "ending": "e" } } } } """)]
    public void Each_weakness_is_named_at_its_place_with_a_fix(string code, string pointer, string chapters)
    {
        var found = Findings(chapters);

        var finding = Assert.Single(found, finding => finding.Code == code && finding.Pointer == pointer);
        Assert.NotNull(finding.Fix);
    }

    [Fact]
    public void A_hook_that_never_comes_back_is_named()
    {
        var graph = Core.Stories.Graph(Core.Stories.Of(
            """ "1": { "audio_file_id": "a.mp3", "ending": "e" }, "recap": { "audio_file_id": "r.mp3", "ending": "e" } """,
            """ "hooks": { "resume": "recap" }, "endings": { "e": {} }, """));

        Assert.Contains(StoryAnalysis.Of(graph).Findings, finding => finding is { Code: "hook-without-return", Pointer: "/hooks/resume" });
        Assert.DoesNotContain(StoryAnalysis.Of(graph).Findings, finding => finding.Code == "unreachable");
    }

    [Fact]
    public void A_sound_story_has_nothing_to_say_about()
    {
        Assert.Empty(Findings(
            """ "1": { "audio_file_id": "a.mp3", "choices": { "left": { "when": "n < 2", "effects": [ { "add": { "n": 1 } }, { "toggle": "b" } ], "next_chapter": 1 }, "right": { "when": "b", "next_chapter": { "ending": "e" } }, "timeout": { "next_chapter": { "ending": "e" } } } } """));
    }

    [Fact]
    public void Random_walks_tell_how_long_a_story_is_and_which_endings_they_found()
    {
        var graph = Core.Stories.Graph(Core.Stories.Of(
            """
            "1": { "audio_file_id": "a.mp3", "choices": { "left": { "next_chapter": 2 }, "right": { "next_chapter": { "ending": "soon" } }, "timeout": { "next_chapter": 1 } } },
            "2": { "audio_file_id": "b.mp3", "ending": "late" }, "3": { "audio_file_id": "b.mp3", "ending": "never" }
            """,
            """ "endings": { "soon": {}, "late": {}, "never": {} }, """));

        var analysis = StoryAnalysis.Of(graph, new Dictionary<string, long> { ["a.mp3"] = 60_000, ["b.mp3"] = 30_000 });

        Assert.Equal(new WalkLength(1, 60_000), analysis.Shortest);
        Assert.True(analysis.Longest!.Value.Milliseconds > analysis.Typical!.Value.Milliseconds);
        Assert.Equal(["soon", "late"], analysis.EndingsReached);
        Assert.Equal(["never"], analysis.EndingsMissed);
        Assert.Equal(analysis.Options, analysis.OptionsTaken);
        Assert.Equal(analysis.Walks, analysis.WalksFinished);
    }

    private static IReadOnlyList<Diagnostic> Findings(string chapters) => StoryAnalysis.Of(Core.Stories.Graph(Core.Stories.Of(
        chapters, """ "variables": { "n": { "type": "int", "min": 0, "max": 3 }, "b": { "type": "bool" } }, "endings": { "e": {} }, """))).Findings;
}
